using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio belief</c>: where initiatives stood at the end of a month, as far as was known at some time.</summary>
static class BeliefCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = PortfolioOptions.First();
        var subject = PortfolioOptions.OneSubject();
        var month = new Option<string?>("--month") { Description = "The month at whose end it holds, yyyy-MM. Default: the newest there is news of." };
        var known = KnownTime.Option();
        var all = new Option<bool>("--all") { Description = "Shows initiatives too of which nothing was recorded." };
        var command = options.Command("belief", "Says where initiatives stand, as far as was recorded: at the end of any month, as it was known at any time.", subject, month, known, all);
        command.SetAction((parsed, cancellation) => options.Ask(
            parsed,
            () => new Wish(parsed.GetValue(month) ?? "", parsed.GetValue(known) is { } time ? Timestamp.FromDateTimeOffset(time) : null, parsed.GetValue(all), options.Json(parsed)),
            (held, wish) => parsed.GetValue(subject) is { } one ? One(held, held.Require(one), wish, cancellation) : All(held, wish, cancellation),
            cancellation));
        return command;
    }

    static async Task<int> All(HeldPortfolio held, Wish wish, CancellationToken cancellation)
    {
        var beliefs = (await held.Client.Journals.ListBeliefsAsync(new ListBeliefsRequest { Parent = held.Name, Month = wish.Month, KnownTime = wish.Known }, cancellationToken: cancellation)).Beliefs;
        if (wish.Json)
            Console.Out.WriteLine(Json.Text(new JsonObject { ["beliefs"] = new JsonArray([.. beliefs.Select(Json.Of)]) }));
        else
            new BeliefTables(held).Print(Page.Standard(EntryTables.Width), beliefs, wish.All);
        return ExitCode.Done;
    }

    static async Task<int> One(HeldPortfolio held, string subject, Wish wish, CancellationToken cancellation)
    {
        var belief = await held.Client.Journals.GetBeliefAsync(new GetBeliefRequest { Subject = subject, Month = wish.Month, KnownTime = wish.Known }, cancellationToken: cancellation);
        var months = (await held.Client.Journals.GetActualsAsync(new GetActualsRequest { Subject = subject, Month = wish.Month, KnownTime = wish.Known }, cancellationToken: cancellation)).Months;
        if (wish.Json)
            Console.Out.WriteLine(Json.Text(new JsonObject { ["belief"] = Json.Of(belief), ["months"] = new JsonArray([.. months.Select(Json.Of)]) }));
        else
            new OneBelief(held.IdOf(subject), belief, months).Print(Page.Standard(EntryTables.Width));
        return ExitCode.Done;
    }

    /// <summary>What the user wants to know.</summary>
    sealed record Wish(string Month, Timestamp? Known, bool All, bool Json);
}
