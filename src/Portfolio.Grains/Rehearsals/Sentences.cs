using System.Globalization;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Kind = Portfolio.Contracts.V1.Happening.KindOneofCase;

namespace Portfolio.Grains.Rehearsals;

/// <summary>Happenings in words.</summary>
static class Sentences
{
    /// <summary>One sentence: who, what, and because of which event.</summary>
    public static string Of(Happening it) => it.KindCase == Kind.EventBegan
        ? What(it)
        : $"{it.Subject[(it.Subject.IndexOf('/', StringComparison.Ordinal) + 1)..]}: {What(it)}{Because(it.Cause)}";

    static string What(Happening it) => it.KindCase switch
    {
        Kind.Began => $"begins, in {Word(it.Began.Stage)}",
        Kind.LeaderLeft => $"leader left after {Months(it.LeaderLeft.MonthsInPost)}",
        Kind.VacancyFilled => "vacancy filled",
        Kind.GatePassed => $"passed {Word(it.GatePassed.Stage)}, on to {Word(it.GatePassed.Next)}",
        Kind.SentBack => $"sent back to the beginning of {Word(it.SentBack.Stage)}, rework {Number(it.SentBack.Attempt)}",
        Kind.Stopped => $"stopped in {Word(it.Stopped.Stage)}: {Word(it.Stopped.Reason)}",
        Kind.Starved => $"starved, {Percent(it.Starved.Funded)} of its need; month {Number(it.Starved.Months)} of {Number(it.Starved.PatienceMonths)}",
        Kind.Waits => $"waits for {string.Join(", ", it.Waits.Initiatives)}",
        Kind.Sites => Sites(it.Sites),
        Kind.SupportEnded => "central support ended",
        Kind.IncidentBegan => $"safety incident, for {Months(it.IncidentBegan.Months)}",
        Kind.IncidentOver => "safety incident over",
        Kind.Scaled => $"scaled, {Number(it.Scaled.Live)} of {Number(it.Scaled.Eligible)} sites live",
        Kind.StrategyReset => $"new leader reset the strategy; framework {Number(it.StrategyReset.Framework)}",
        Kind.FrameworkSet => $"framework set; {Number(it.FrameworkSet.Strength)} at the month's end",
        Kind.BudgetChanged => $"budget £{Pounds(it.BudgetChanged.Now)} a month, £{Pounds(it.BudgetChanged.Before)} before",
        Kind.MoneyLost => $"£{Pounds(it.MoneyLost.Amount)} lost at the end of the fiscal year",
        _ => Began(it),
    };

    static string Began(Happening it) => it.Cause.Intervention > 0
        ? $"intervention {Number(it.Cause.Intervention)} takes effect: {it.Cause.Event}, {Word(it.EventBegan.Event)}"
        : $"event {it.Cause.Event} takes effect: {Word(it.EventBegan.Event)}";

    static string Because(Cause cause) => cause.Kind switch
    {
        Cause.Types.Kind.Event when cause.Intervention > 0 => $" (intervention {Number(cause.Intervention)}, {cause.Event})",
        Cause.Types.Kind.Event => $" (event {cause.Event})",
        _ => "",
    };

    static string Sites(SitesMoved it)
    {
        (int Count, string Word)[] moves = [(it.Decided, "decided"), (it.Signed, "signed"), (it.WentLive, "live"), (it.Abandoned, "abandoned")];
        var told = moves.Where(move => move.Count > 0).Select(move => $"{Number(move.Count)} {(move.Count == 1 ? "site" : "sites")} {move.Word}");
        return $"{string.Join(", ", told)}; {Number(it.Live)} live now";
    }

    static string Word(Stage stage) => stage.ToString().ToLowerInvariant();

    static string Word(StopReason reason) => reason switch
    {
        StopReason.FailedGate => "failed its gate",
        StopReason.Unfunded => "unfunded",
        _ => "cancelled",
    };

    static string Word(Event written) => Event.Descriptor.FindFieldByNumber((int)written.KindCase)?.JsonName ?? Quote.Of(written.Id);

    static string Months(double months) => months == 1 ? "1 month" : $"{Number(months)} months";

    static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    static string Pounds(double amount) => amount.ToString("#,0", CultureInfo.InvariantCulture);
}
