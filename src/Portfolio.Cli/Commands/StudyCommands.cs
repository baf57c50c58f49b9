using System.CommandLine;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>What all commands do that ask a study.</summary>
static class StudyCommands
{
    /// <summary>Makes a command ask a study and show the answer.</summary>
    /// <param name="command">The command.</param>
    /// <param name="options">Its options, as far as all have them.</param>
    /// <param name="read">Reads the definition and the question.</param>
    /// <param name="until">Reads a rule that says when there are enough replications, where the command may have one.</param>
    public static void SetQuestion(
        this Command command, SimulationOptions options, Func<SimulationRequest, ParseResult, AskedQuestion> read, Func<ParseResult, StoppingRule?>? until = null) =>
        command.SetAction((parsed, cancellation) => options.Simulate(
            parsed,
            given =>
            {
                var request = options.With(parsed, given, until?.Invoke(parsed));
                return (Request: request, Question: read(request, parsed));
            },
            (client, _, asked) => Answer(client, asked.Request, asked.Question, options.Json(parsed), cancellation),
            cancellation));

    static async Task<int> Answer(PortfolioClient client, SimulationRequest request, AskedQuestion question, bool json, CancellationToken cancellation)
    {
        using var screen = json ? null : StudyScreen.Create(StudyKind.Of(question.Question).Doing);
        var session = new NewStudy(client, question, request, screen);
        return await Tell(session, screen, question.All, cancellation);
    }

    /// <summary>Watches a study to its end, and shows the answer.</summary>
    /// <param name="session">The conversation about it.</param>
    /// <param name="screen">What shows it; null where the answer is printed as JSON.</param>
    /// <param name="all">Whether all of the answer is printed, where that is long.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Tell(StudySession session, StudyScreen? screen, bool all, CancellationToken cancellation)
    {
        if (!await session.Complete(screen, cancellation))
            return ExitCode.Failed;
        var answer = await session.Answer(cancellation);
        if (screen is null)
            Console.Out.WriteLine(Json.Text(Json.Of(answer)));
        else
            StudyKind.Of(session.Study.QuestionCase).Print(new AnsweredStudy(WorkTables.IdOf(session.Study.Portfolio), session.Study, answer), all);
        return ExitCode.Done;
    }
}
