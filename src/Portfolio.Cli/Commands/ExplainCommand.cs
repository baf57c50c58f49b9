using System.CommandLine;
using Portfolio.Contracts.V1;
using Question = Portfolio.Contracts.V1.Study.QuestionOneofCase;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio explain</c>: because of which changes two scenarios differ, and by how much.</summary>
static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SimulationOptions();
        var from = new Option<string?>("--from") { Description = "Scenario from which the changes start. Default: the first of the portfolio's defaultScenarios, or the plain portfolio." };
        var to = new Option<string?>("--to") { Description = "Scenario to which the changes lead. Default: the second of the portfolio's defaultScenarios, where it has just two." };
        var sampled = new Option<bool>("--sampled") { Description = "Samples orders of the changes even where all could be computed." };
        var initiatives = new Option<string[]>("--initiative") { Description = "Initiative or group to be explained too; may be given several times." };
        var command = options.Command("explain", "Splits the difference of two scenarios over the changes that lead from one to the other.", from, to, sampled, initiatives);
        command.SetQuestion(options, (request, parsed) => Read(
            request,
            parsed.GetValue(from),
            parsed.GetValue(to),
            new ExplainQuestion { Sampled = parsed.GetValue(sampled), Initiatives = { parsed.GetValue(initiatives) ?? [] } }));
        return command;
    }

    static AskedQuestion Read(SimulationRequest request, string? from, string? to, ExplainQuestion asked)
    {
        var set = request.Read();
        return new AskedQuestion(
            Question.Explain,
            set,
            Ends(new ScenarioChoice(set), from, to),
            (study, names) => study.Explain = new ExplainQuestion(asked) { From = names[0], To = names[1] });
    }

    static string?[] Ends(ScenarioChoice choice, string? from, string? to)
    {
        choice.Checked([.. new[] { ("--from", from), ("--to", to) }.Where(each => each.Item2 is not null).Select(each => (each.Item1, each.Item2!))]);
        var defaults = choice.DefaultOnes();
        var (start, end) = (from ?? choice.One(null), to ?? (defaults.Count == 2 ? defaults[1] : null));
        if (end is null)
            throw new CommandException(ExitCode.WrongInput, $"--to is required: the scenario to which the changes lead; known: {string.Join(", ", choice.Known)}");
        return start != end ? [start, end] : throw new CommandException(ExitCode.WrongInput, $"the changes start from {start} and lead to it; name another scenario with --from or --to");
    }
}
