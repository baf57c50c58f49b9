using Portfolio.Model.Distributions;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Leadership;

/// <summary>A leader's post over the months: occupied for a Weibull time on a clock that stress can speed up, then vacant for a lognormal one.</summary>
public sealed class Post
{
    readonly Draws draws;
    double clock;
    double tenure;
    double vacantMonths;
    int vacancies;

    /// <summary>The post as the first month finds it.</summary>
    public Post(in PostParameters p, bool startsVacant, Draws draws)
    {
        this.draws = draws;
        if (startsVacant)
            Vacate(p);
        else
            Occupy(p, p.MonthsInPost);
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
    public double Effectiveness(in PostParameters p) => Occupied
        ? 1 - (1 - p.InitialEffectiveness) * Math.Exp(-MonthsInPost / p.RampMonths)
        : p.VacantEffectiveness;

    /// <summary>Closes a month (step 14).</summary>
    /// <param name="p">The post's numbers.</param>
    /// <param name="funded">The funded share that stresses the leader, 0–1.</param>
    /// <param name="turnover">Factor of the active turnover events.</param>
    /// <param name="departs">An event says that the leader goes.</param>
    /// <param name="arrives">An event says that the post is filled.</param>
    public void Close(in PostParameters p, double funded, double turnover, bool departs, bool arrives)
    {
        NewThisMonth = false;
        if (Occupied)
        {
            MonthsInPost += 1;
            clock += turnover * Math.Exp(p.TurnoverStress * (1 - funded));
            if (departs || clock >= tenure)
                Vacate(p);
        }
        else
        {
            vacantMonths -= 1;
            if (arrives || vacantMonths <= 0)
            {
                Leader++;
                Occupy(p, 0);
                NewThisMonth = true;
            }
        }
    }

    void Occupy(in PostParameters p, double monthsInPost)
    {
        Occupied = true;
        MonthsInPost = clock = monthsInPost;
        var scale = p.TenureMonths / SpecialFunctions.Gamma(1 + 1 / p.TenureShape);
        var served = monthsInPost == 0 ? 0 : Math.Pow(monthsInPost / scale, p.TenureShape);
        tenure = scale * Math.Pow(served + draws.Exponential(RandomStream.Tenure, Leader), 1 / p.TenureShape);
    }

    void Vacate(in PostParameters p)
    {
        Occupied = false;
        MonthsInPost = 0;
        var months = draws.Lognormal(RandomStream.Vacancy, vacancies++, p.VacancyMonths, p.VacancyCv);
        vacantMonths = Math.Max(1, Math.Ceiling(months));
    }
}
