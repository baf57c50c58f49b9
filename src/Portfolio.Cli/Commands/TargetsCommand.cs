using System.CommandLine;
using System.Globalization;
using Portfolio.Contracts.V1;
using Question = Portfolio.Contracts.V1.Study.QuestionOneofCase;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio targets</c>: by when targets are met, and by which scenario most cheaply.</summary>
static class TargetsCommand
{
    const int MostScenarios = 100;
    const double UsualProbability = 0.8;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SimulationOptions();
        var scenarios = ScenarioChoice.SeveralOption();
        var probability = new Option<double>("--probability") { Description = "Probability with which a target is wanted, above 0 and below 1.", DefaultValueFactory = _ => UsualProbability };
        var command = options.Command("targets", "Says by when each target is met, how probable that is, and by which scenario most cheaply.", scenarios, probability);
        command.SetQuestion(options, (request, parsed) => Read(request, parsed.GetValue(scenarios) ?? [], parsed.GetValue(probability)));
        return command;
    }

    static AskedQuestion Read(SimulationRequest request, string[] wanted, double probability)
    {
        if (probability is not (> 0 and < 1))
            throw new CommandException(ExitCode.WrongInput, string.Create(CultureInfo.InvariantCulture, $"--probability {probability}: allowed is what lies above 0 and below 1, such as 0.8"));
        var set = request.Read();
        var scenarios = new ScenarioChoice(set).Several(wanted);
        if (set.Portfolio.Targets.Count == 0)
            throw new CommandException(ExitCode.WrongInput, $"{set.Portfolio.Id} has no targets; name some in the portfolio's targets");
        if (scenarios.Count > MostScenarios)
            throw new CommandException(ExitCode.WrongInput, $"targets take at most {MostScenarios} scenarios, and here are {scenarios.Count}; choose with --scenario");
        return new AskedQuestion(
            Question.Targets,
            set,
            scenarios,
            (study, names) => study.Targets = new TargetsQuestion { Scenarios = { names }, Probability = probability });
    }
}
