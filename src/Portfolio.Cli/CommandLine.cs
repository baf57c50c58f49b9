using System.CommandLine;
using Grpc.Core;
using Portfolio.Cli.Connection;

namespace Portfolio.Cli;

/// <summary>Runs a command line and turns what goes wrong into a message and an exit code, never into a stack trace.</summary>
static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Invoke(RootCommand root, string[] args)
    {
        StandardStreams.Guard();
        var parsed = root.Parse(args);
        List<string> unknown = [.. UnknownOptions.In(parsed), .. UnknownVerbs.In(parsed)];
        if (parsed.Errors.Count > 0 || unknown.Count > 0)
        {
            foreach (var line in unknown.Count > 0 ? unknown : [.. parsed.Errors.Select(WrongValues.Text)])
                Console.Error.WriteLine(line);
            Console.Error.WriteLine("See --help.");
            return ExitCode.WrongInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
        }
        catch (CommandException exception)
        {
            Console.Error.WriteLine(exception.Message);
            if (exception.GoOn is { } goOn)
                Console.Error.WriteLine(goOn.Text(ServerChoice.Given(parsed)));
            return exception.Code;
        }
        catch (OutputException exception)
        {
            if (!exception.IsLeft)
                Console.Error.WriteLine(exception.Message);
            return ExitCode.Failed;
        }
        catch (RefusedRunsException exception)
        {
            foreach (var line in exception.Lines(parsed))
                Console.Error.WriteLine(line);
            return ExitCode.WrongInput;
        }
        catch (Exception exception) when (IsInterruption(exception))
        {
            Console.Error.WriteLine("Interrupted.");
            return ExitCode.Failed;
        }
        catch (RpcException exception)
        {
            foreach (var line in RefusedOptions.Lines(exception, parsed))
                Console.Error.WriteLine(line);
            return exception.StatusCode switch
            {
                StatusCode.InvalidArgument => ExitCode.WrongInput,
                StatusCode.Unavailable => ExitCode.NoServer,
                _ => ExitCode.Failed,
            };
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"Something is wrong in the program itself: {exception.GetType().Name}: {exception.Message}");
            return ExitCode.Failed;
        }
    }

    /// <summary>Whether it is what Ctrl-C brings: work that was cancelled, or a call that was cancelled here. One that a server resets is lost.</summary>
    public static bool IsInterruption(Exception exception) =>
        exception is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled, Status.DebugException: OperationCanceledException };
}
