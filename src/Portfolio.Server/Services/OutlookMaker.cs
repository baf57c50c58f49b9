using Portfolio.Actuals.Beliefs;
using Portfolio.Actuals.Forecasting;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains.Journals;
using Portfolio.Grains.Runs;
using Portfolio.Model;
using Series = Portfolio.Contracts.V1.Series;

namespace Portfolio.Server.Services;

/// <summary>Sets what was planned, what has happened and what may follow side by side.</summary>
sealed class OutlookMaker(IGrainFactory grains)
{
    static readonly Series[] Told = [Series.Live, Series.Received];

    /// <summary>The outlook of a forecast and the run of its plan.</summary>
    public async Task<Outlook> Of(GetOutlookRequest request)
    {
        RequireSeries(request);
        var (forecast, plan) = (await StateOf(request.Forecast, "forecast"), await StateOf(request.Plan, "plan"));
        if (forecast.Run.Forecast is not { } start)
            throw Refusals.Invalid("forecast", $"{request.Forecast} starts as planned; name a run with forecast");
        if (plan.Run.Forecast is not null || plan.Run.Portfolio != forecast.Run.Portfolio)
            throw Refusals.Invalid("plan", $"{request.Plan} is not a run of {forecast.Run.Portfolio} from its planned start");
        var line = new OutlookAxis(Month.Parse(plan.Plan.Portfolio.Start), Month.Parse(start.Month), await Happened(plan, start));
        var (planned, ahead) = (await BandsOf(plan.Run, request), await BandsOf(forecast.Run, request));
        var outlook = new Outlook { ForecastStart = start.Month };
        outlook.Lines.AddRange(planned.Select(band => line.Of(band, ahead.FirstOrDefault(each => each.Subject == band.Subject && each.Series == band.Series))));
        return outlook;
    }

    static void RequireSeries(GetOutlookRequest request)
    {
        foreach (var series in request.Series.Where(series => !Told.Contains(series)))
            throw Refusals.Invalid("series", $"{series} has no actuals to set beside it; allowed: {string.Join(", ", Told)}");
    }

    Task<RunState> StateOf(string run, string field) => grains.GetGrain<IRunGrain>(ResourceName.RequireRun(run, field)).ReadPlan();

    async Task<IReadOnlyList<Band>> BandsOf(Run run, GetOutlookRequest request)
    {
        var view = new View { Subjects = { request.Subjects }, Series = { request.Series } };
        return (await grains.GetGrain<IRunGrain>(run.Name).ReadResult(view)).Bands;
    }

    /// <summary>What has happened to each initiative until the forecast begins, as far as the forecast knew.</summary>
    async Task<IReadOnlyList<InitiativeActuals>> Happened(RunState plan, ForecastStart start)
    {
        var resolved = CheckedPlan.Compiled(plan.Plan, new CompileOptions()).Resolved;
        PlannedStarts.Apply(resolved);
        var (last, known) = ((Month.Parse(start.Month) + -1).ToString(), start.KnownTime.ToDateTimeOffset());
        return await Task.WhenAll(resolved.Portfolio.Initiatives.Select(async initiative =>
        {
            var journal = grains.GetGrain<IJournalGrain>($"{plan.Run.Portfolio}/initiatives/{initiative.Id}");
            var beginning = Beginnings.Of(initiative);
            return new InitiativeActuals(initiative.Id, initiative.Theme, beginning.Live, (await journal.Months(beginning, last, known)).Months);
        }));
    }
}
