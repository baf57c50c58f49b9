using System.CommandLine;
using Portfolio.Contracts.V1;
using Question = Portfolio.Contracts.V1.Study.QuestionOneofCase;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio compare</c>: which scenario is better in what, and how sure that is.</summary>
static class CompareCommand
{
    const int FewestScenarios = 2;
    const int MostScenarios = 100;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SimulationOptions();
        var scenarios = ScenarioChoice.SeveralOption();
        var ranking = new RankingOptions();
        var command = options.Command("compare", "Compares scenarios of a portfolio, replication by replication on the same random numbers.", [scenarios, .. ranking.Options]);
        command.SetQuestion(options, (request, parsed) => Read(request, parsed.GetValue(scenarios) ?? []), ranking.Of);
        return command;
    }

    static AskedQuestion Read(SimulationRequest request, string[] wanted)
    {
        var set = request.Read();
        return new AskedQuestion(
            Question.Compare,
            set,
            Checked(new ScenarioChoice(set).Several(wanted)),
            (study, names) => study.Compare = new CompareQuestion { Scenarios = { names } })
        {
            TellsCost = false,
        };
    }

    static IReadOnlyList<string?> Checked(IReadOnlyList<string?> scenarios)
    {
        var names = string.Join(", ", scenarios.Select(scenario => scenario ?? "the plain portfolio"));
        return scenarios.Count switch
        {
            < FewestScenarios => throw new CommandException(ExitCode.WrongInput, $"a comparison wants at least {FewestScenarios} scenarios, and here is only one: {names}; name another one with --scenario"),
            > MostScenarios => throw new CommandException(ExitCode.WrongInput, $"a comparison takes at most {MostScenarios} scenarios, and here are {scenarios.Count}; choose with --scenario"),
            _ => scenarios,
        };
    }
}
