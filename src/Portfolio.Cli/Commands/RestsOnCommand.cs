using System.CommandLine;
using Portfolio.Contracts.V1;
using Question = Portfolio.Contracts.V1.Study.QuestionOneofCase;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio rests-on</c>: how much of an outcome's uncertainty is chance, and how much rests on what is assumed.</summary>
static class RestsOnCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SimulationOptions();
        var scenario = ScenarioChoice.OneOption();
        var command = options.Command("rests-on", "Splits the uncertainty of outcomes over chance and the grades of what is assumed.", scenario);
        command.SetQuestion(options, (request, parsed) => Read(request, parsed.GetValue(scenario)));
        return command;
    }

    static AskedQuestion Read(SimulationRequest request, string? wanted)
    {
        var set = request.Read();
        return new AskedQuestion(
            Question.RestsOn,
            set,
            [new ScenarioChoice(set).One(wanted)],
            (study, names) => study.RestsOn = new RestsOnQuestion { Scenario = names[0] });
    }
}
