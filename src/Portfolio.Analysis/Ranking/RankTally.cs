namespace Portfolio.Analysis.Ranking;

/// <summary>How often truths that could be have the estimated ranking; places that tie are shared as if drawn by lot.</summary>
sealed class RankTally
{
    readonly double[] means;
    readonly double[] atPlace;
    readonly int[] places;
    int samples;
    double whole;

    /// <summary>An empty tally.</summary>
    /// <param name="means">Means from the largest to the smallest.</param>
    public RankTally(double[] means)
    {
        this.means = means;
        atPlace = new double[means.Length];
        places = new int[means.Length];
    }

    /// <summary>Probability that the one of each rank truly has it.</summary>
    public double[] AtPlace => [.. atPlace.Select(count => count / samples)];

    /// <summary>Probability that all do.</summary>
    public double Whole => whole / samples;

    /// <summary>Adds a truth that could be, by estimated rank.</summary>
    public void Add(double[] values)
    {
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        places.AsSpan().Sort(new Descending(values, means));
        samples++;
        whole += Share(values);
    }

    /// <summary>The share of orders by lot that are the estimated one, after each has had its share of its place.</summary>
    double Share(double[] values)
    {
        var share = 1.0;
        for (int start = 0, end; start < places.Length; start = end)
        {
            for (end = start + 1; end < places.Length && Tie(values, places[start], places[end]);)
                share /= ++end - start;
            foreach (var rank in places.AsSpan(start, end - start))
            {
                var inside = rank >= start && rank < end;
                atPlace[rank] += inside ? 1.0 / (end - start) : 0;
                share = inside ? share : 0;
            }
        }

        return share;
    }

    bool Tie(double[] values, int one, int other) => values[one] == values[other] && means[one] == means[other];

    /// <summary>By value and, where a difference of means was too small to change a value, by mean.</summary>
    readonly struct Descending(double[] values, double[] means) : IComparer<int>
    {
        public int Compare(int one, int other) =>
            values[one] != values[other] ? values[other].CompareTo(values[one]) : means[other].CompareTo(means[one]);
    }
}
