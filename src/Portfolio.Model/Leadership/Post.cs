using Portfolio.Model.Lanes;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Leadership;

/// <summary>A leader's post over the months: occupied for a Weibull time on a clock that stress can speed up, then vacant for a lognormal one.</summary>
public sealed class Post
{
    readonly PostTerms<Lanes1> terms;
    readonly Draws draws;
    double remaining;
    int vacancies;

    /// <summary>The post as the first month finds it.</summary>
    public Post(in PostTerms<Lanes1> terms, bool startsVacant, Draws draws)
    {
        (this.terms, this.draws) = (terms, draws);
        if (startsVacant)
        {
            Vacate();
        }
        else
        {
            var first = terms.MonthsInPost.Value;
            Occupy(terms.Served.Value, terms.FirstShortfall.Value);
            (MonthsInPost, remaining) = (first, remaining - first);
        }
    }

    /// <summary>Whether somebody is in post.</summary>
    public bool Occupied { get; private set; }

    /// <summary>Months the leader has been in post.</summary>
    public double MonthsInPost { get; private set; }

    /// <summary>Number of the leader: 0 for the one at the start, or the one missing then.</summary>
    public int Leader { get; private set; }

    /// <summary>Whether a new leader starts this month.</summary>
    public bool NewThisMonth { get; private set; }

    /// <summary>Effectiveness: <c>1 − (1 − e₀)·exp(−a/ramp)</c> after a months in post, e_V in a vacant one.</summary>
    public double Effectiveness => 1 - Shortfall;

    /// <summary>What effectiveness lacks of 1.</summary>
    public double Shortfall { get; private set; }

    /// <summary>Who is in it, if anybody.</summary>
    public PostStanding Standing => new(Occupied, MonthsInPost, Leader);

    /// <summary>Closes a month (step 14).</summary>
    /// <param name="funded">The funded share that stresses the leader, 0–1.</param>
    /// <param name="turnover">Factor of the active turnover events.</param>
    /// <param name="departs">An event says that the leader goes.</param>
    /// <param name="arrives">An event says that the post is filled.</param>
    public void Close(double funded, double turnover, bool departs, bool arrives)
    {
        NewThisMonth = false;
        if (Occupied)
        {
            MonthsInPost += 1;
            Shortfall *= terms.RampDecay.Value;
            remaining -= terms.ClockStep(turnover, funded).Value;
            if (departs || remaining <= 0)
                Vacate();
        }
        else
        {
            remaining -= 1;
            if (arrives || remaining <= 0)
            {
                Leader++;
                Occupy(0, terms.NewShortfall.Value);
                NewThisMonth = true;
            }
        }
    }

    void Occupy(double served, double lacking)
    {
        Occupied = true;
        MonthsInPost = 0;
        Shortfall = lacking;
        remaining = terms.Tenure(served, draws.Exponential(RandomStream.Tenure, Leader)).Value;
    }

    void Vacate()
    {
        Occupied = false;
        MonthsInPost = 0;
        Shortfall = terms.VacantShortfall.Value;
        remaining = terms.Vacancy(draws.Normal(RandomStream.Vacancy, vacancies++)).Value;
    }
}

/// <summary>Who is in a post, if anybody.</summary>
/// <param name="Occupied">Whether somebody is.</param>
/// <param name="MonthsInPost">For how many months; 0 while it is vacant.</param>
/// <param name="Leader">Number of the leader, 0 for the one at the start; while it is vacant, of the one before, or of the one missing at the start.</param>
public readonly record struct PostStanding(bool Occupied, double MonthsInPost, int Leader);
