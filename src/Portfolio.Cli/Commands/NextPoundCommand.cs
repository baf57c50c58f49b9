using System.CommandLine;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Spectre.Console;
using Question = Portfolio.Contracts.V1.Study.QuestionOneofCase;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio next-pound</c>: what a little more or less money does, claimant by claimant, and whom to fund with a given total.</summary>
static class NextPoundCommand
{
    const double UsualAmount = 1e6;
    const int UsualMonths = 12;
    const int MostMonths = 600;

    static readonly string[] Outcomes = ["live", "patients", "targets", "npv"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SimulationOptions();
        var scenario = ScenarioChoice.OneOption();
        var amount = Pounds.Option("--amount", "How much more and less each claimant gets, in pounds, such as 250k or 1.5m. Default: 1m.");
        var from = new Option<string?>("--from") { Description = "First month in which the money can be used, yyyy-MM. Default: the portfolio's start." };
        var months = new Option<int>("--months") { Description = "Months over which the money comes in equal parts.", DefaultValueFactory = _ => UsualMonths };
        var claimants = new Option<string[]>("--claimant") { Description = "Claimant, such as initiatives/ID, levers/regulation, framework or years/2022; may be given several times. Default: all." };
        var total = Pounds.Option("--total", "Money for a whole programme, in pounds: says whom to fund with it.");
        var outcome = new Option<string>("--outcome")
        {
            Description = "Outcome to rank by, and of which a whole programme is to bring most: live, patients, targets or npv.",
            CustomParser = result => Shared.Word(result, Outcomes),
            DefaultValueFactory = _ => "patients",
        };
        var all = new Option<bool>("--all") { Description = "Shows every claimant." };
        var command = options.Command("next-pound", "Says what a little more or less money does, claimant by claimant.", scenario, amount, from, months, claimants, total, outcome, all);
        command.SetQuestion(options, (request, parsed) => Read(
            request,
            parsed.GetValue(scenario),
            new NextPoundQuestion
            {
                Amount = parsed.GetValue(amount) is > 0 and var given ? given : UsualAmount,
                From = Checked(parsed.GetValue(from)),
                Months = Shared.Positive("--months", parsed.GetValue(months), MostMonths),
                Claimants = { parsed.GetValue(claimants) ?? [] },
                Total = parsed.GetValue(total),
                Outcome = parsed.GetRequiredValue(outcome),
            },
            parsed.GetValue(all)));
        return command;
    }

    static AskedQuestion Read(SimulationRequest request, string? wanted, NextPoundQuestion asked, bool all)
    {
        var set = request.Read();
        return new AskedQuestion(
            Question.NextPound,
            set,
            [new ScenarioChoice(set).One(wanted)],
            (study, names) => study.NextPound = new NextPoundQuestion(asked) { Scenario = names[0] })
        {
            All = all,
            SoFar = (study, answer) => new NextPoundTables(new AnsweredStudy(set.Portfolio.Id, study, answer), asked.Outcome, all).SoFar(AnsiConsole.Profile.Width),
        };
    }

    static string Checked(string? month) =>
        month is null || Month.TryParse(month, out _) ? month ?? "" : throw new CommandException(ExitCode.WrongInput, $"--from {month}: not a month; expected yyyy-MM, such as 2026-04");
}
