using Portfolio.Contracts.V1;
using Portfolio.Model;
using Series = Portfolio.Contracts.V1.Series;

namespace Portfolio.Server.Services;

/// <summary>What has happened to an initiative.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Theme">Its theme.</param>
/// <param name="LiveBefore">Live sites it has when it begins.</param>
/// <param name="Months">Month by month from its beginning; none if that lies ahead.</param>
sealed record InitiativeActuals(string Id, string Theme, int LiveBefore, IReadOnlyList<MonthOfActuals> Months)
{
    /// <summary>A series in a month.</summary>
    public double At(Month month, Series series)
    {
        if (Months.Count == 0 || month - Month.Parse(Months[0].Month) is var index && index < 0)
            return series == Series.Live ? LiveBefore : 0;
        var happened = Months[index];
        return series == Series.Live ? happened.Live : happened.Received;
    }

    /// <summary>Whether it belongs to a subject of a result.</summary>
    public bool IsPartOf(string subject) => subject == "portfolio" || subject == $"themes/{Theme}" || subject == $"initiatives/{Id}";
}

/// <summary>The months from a plan's start to its end, on which plan, actuals and forecast are told.</summary>
/// <param name="Start">The plan's first month.</param>
/// <param name="Ahead">The forecast's first month.</param>
/// <param name="Happened">What has happened to each initiative before.</param>
sealed record OutlookAxis(Month Start, Month Ahead, IReadOnlyList<InitiativeActuals> Happened)
{
    /// <summary>A series of a subject.</summary>
    /// <param name="planned">What was planned, from the plan's start.</param>
    /// <param name="ahead">What may follow, from the forecast's start.</param>
    public OutlookLine Of(Band planned, Band? ahead)
    {
        var line = new OutlookLine { Subject = planned.Subject, Series = planned.Series };
        var parts = Happened.Where(each => each.IsPartOf(planned.Subject)).ToList();
        for (var index = 0; index < planned.Months.Count; index++)
        {
            var month = Start + index;
            var each = new OutlookMonth { Month = month.ToString(), Plan = At(planned, index), Forecast = ahead is null ? null : At(ahead, month - Ahead) };
            if (month - Ahead < 0)
                each.Actual = parts.Sum(part => part.At(month, planned.Series));
            line.Months.Add(each);
        }

        return line;
    }

    static OutlookBand? At(Band band, int month) => month < 0 || month >= band.Months.Count
        ? null
        : new OutlookBand { Mean = band.Mean[month], StandardError = band.StandardError[month], Quantiles = { band.Quantiles.Select(quantile => quantile.Values[month]) } };
}
