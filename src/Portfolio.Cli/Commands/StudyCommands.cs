using System.CommandLine;
using Portfolio.Cli.Rendering;

namespace Portfolio.Cli.Commands;

/// <summary>What all commands do that ask a study.</summary>
static class StudyCommands
{
    /// <summary>Makes a command ask a study and show the answer.</summary>
    /// <param name="command">The command.</param>
    /// <param name="options">Its options, as far as all have them.</param>
    /// <param name="read">Reads the definition and the question.</param>
    public static void SetQuestion(this Command command, SimulationOptions options, Func<SimulationRequest, ParseResult, AskedQuestion> read) =>
        command.SetAction((parsed, cancellation) => Answer(options, parsed, read, cancellation));

    static async Task<int> Answer(SimulationOptions options, ParseResult parsed, Func<SimulationRequest, ParseResult, AskedQuestion> read, CancellationToken cancellation)
    {
        var request = options.Request(parsed);
        using var opening = options.Open(parsed, cancellation);
        var question = await opening.Meanwhile(() => read(request, parsed));
        await using var connection = await opening.Connection;
        using var screen = options.Json(parsed) ? null : StudyScreen.Create(question.Doing);
        var session = new StudySession(connection.Client, question, request, screen);
        if (!await session.Complete(screen, cancellation))
            return ExitCode.Failed;
        var answer = await session.Answer(cancellation);
        if (screen is null)
            Console.Out.WriteLine(Json.Text(Json.Of(answer)));
        else
            question.Print(session.Study, answer);
        return ExitCode.Done;
    }
}
