using Portfolio.Analysis.Comparing;
using Portfolio.Analysis.Explaining;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Resting;

/// <summary>What one outcome rests on, in batches of replications from which errors are estimated.</summary>
sealed class RestingOutcome(ExplainedColumn column, int sets)
{
    const int Batches = 16;
    const int BatchBlock = 16;

    readonly PickFreezeSums[] batches = [.. Enumerable.Range(0, Batches).Select(_ => new PickFreezeSums(sets))];

    readonly CommonValue common = new();

    /// <summary>The outcome.</summary>
    public ExplainedColumn Column => column;

    /// <summary>Outcomes of the portfolio, its themes and its targets.</summary>
    public static IReadOnlyList<ExplainedColumn> ColumnsOf(PortfolioModel model) => [.. ExplainedColumn.AllOf(model).Where(IsAsked)];

    /// <summary>Adds replications; those in which the outcome is not defined under every set are left out.</summary>
    /// <param name="first">Index of the first replication.</param>
    /// <param name="table">The outcome under every set of kept sources.</param>
    public void Add(int first, UnitTable table)
    {
        var outcomes = new long[sets];
        for (var row = 0; row < table.Rows; row++)
        {
            for (var set = 0; set < sets; set++)
                outcomes[set] = table[set][row];
            if (outcomes.Contains(ExactUnits.Undefined))
                continue;
            batches[BatchOf(first + row)].Add(outcomes);
            common.Add(outcomes[^1]);
        }
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (var batch in batches)
            batch.Write(writer);
        common.Write(writer);
    }

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader)
    {
        foreach (var batch in batches)
            batch.Read(reader);
        common.Read(reader);
    }

    /// <summary>What it rests on, as clients read it.</summary>
    public OutcomeSources Tell()
    {
        var (whole, unit) = (new PickFreezeSums(sets), Quantisation.Unit(column.Kind));
        foreach (var batch in batches)
            whole.Add(batch);
        var told = new OutcomeSources
        {
            Subject = column.Subject,
            Outcome = column.Outcome,
            Mean = Effects.Of(whole.Whole, unit),
            StandardDeviation = Math.Sqrt(whole.Whole.Variance) * unit,
        };
        told.Shares.AddRange(VarianceShares.Of(batches, whole));
        if (common.Rare is { } rare)
            told.Rare = rare;
        return told;
    }

    /// <summary>By the replication alone, so that it does not depend on how a study is cut into shards.</summary>
    static int BatchOf(int replication) => replication / BatchBlock % Batches;

    static bool IsAsked(ExplainedColumn column) =>
        column.Of is null or Outcome.Live or Outcome.Patients or Outcome.Qalys or Outcome.Npv or Outcome.Received or Outcome.Scaled;
}
