using Portfolio.Contracts.V1;
using Command = Portfolio.Contracts.V1.RehearsalCommand.CommandOneofCase;

namespace Portfolio.Grains.Rehearsals;

/// <summary>Checks what a command says by itself, and against the month that it meets.</summary>
static class CommandChecks
{
    const int LongestId = 100;
    const int LongestAuthor = 200;
    const int LongestText = 2000;
    const int MostSteps = 600;
    const double FastestPlay = 1000;

    /// <summary>Refuses a command that makes no sense.</summary>
    /// <param name="rehearsal">The rehearsal's name.</param>
    /// <param name="command">The command.</param>
    /// <param name="lived">Months lived through.</param>
    /// <param name="months">Months there are.</param>
    /// <exception cref="RefusedException">Every field that is wrong, or that nothing is left to be lived through.</exception>
    public static void Check(string rehearsal, RehearsalCommand command, int lived, int months)
    {
        List<FieldProblem> problems = [.. Length("id", command.Id, 1, LongestId), .. Length("author", command.Author, 0, LongestAuthor)];
        problems.AddRange(command.CommandCase switch
        {
            Command.None => [new FieldProblem("command", "is required; allowed: step, play, pause, back, intervene, annotate, branch")],
            Command.Step => Range("step.months", command.Step.Months, 0, MostSteps),
            Command.Play => [.. Speed(command.Play.MonthsPerSecond), .. Range("play.until_month", command.Play.UntilMonth, 0, months)],
            Command.Back => Range("back.month", command.Back.Month, 0, lived),
            Command.Intervene when command.Intervene.Event is null => [new FieldProblem("intervene.event", "is required")],
            Command.Annotate => [.. Length("annotate.text", command.Annotate.Text, 1, LongestText), .. Range("annotate.month", command.Annotate.Month, 0, lived)],
            Command.Branch => [.. Range("branch.month", command.Branch.Month, 0, lived), .. Length("branch.description", command.Branch.Description, 0, LongestText)],
            _ => [],
        });
        if (problems.Count > 0)
            throw RefusedException.Invalid(rehearsal, problems);
        if (command.HasExpectedMonth && command.ExpectedMonth != lived)
            throw new RefusedException(Refusal.FailedPrecondition, rehearsal, FormattableString.Invariant($"{lived} months have been lived through, and the command expects {command.ExpectedMonth}"));
        if (lived == months && command.CommandCase is Command.Step or Command.Play or Command.Intervene)
            throw new RefusedException(Refusal.FailedPrecondition, rehearsal, FormattableString.Invariant($"all {months} months have been lived through; go back first"));
    }

    static IEnumerable<FieldProblem> Length(string field, string text, int least, int most)
    {
        if (text.Length < least || text.Length > most)
            yield return new FieldProblem(field, FormattableString.Invariant($"has {text.Length} characters; allowed: {least} to {most}"));
    }

    static IEnumerable<FieldProblem> Range(string field, int value, int least, int most)
    {
        if (value < least || value > most)
            yield return new FieldProblem(field, FormattableString.Invariant($"{value} is not allowed; allowed: {least} to {most}"));
    }

    static IEnumerable<FieldProblem> Speed(double monthsPerSecond)
    {
        if (!(monthsPerSecond > 0 && monthsPerSecond <= FastestPlay))
            yield return new FieldProblem("play.months_per_second", FormattableString.Invariant($"{monthsPerSecond} is not allowed; allowed: above 0 and up to {FastestPlay}"));
    }
}
