using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Cli.Commands;

/// <summary>Where durable work on a server stands, a run or a study.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="State">Its state.</param>
/// <param name="Error">Why it failed, if it did.</param>
/// <param name="Done">Replications done.</param>
/// <param name="Wanted">Replications wanted.</param>
/// <param name="Of">What was simulated.</param>
sealed record Standing(string Name, State State, string? Error, int Done, int Wanted, string Of)
{
    /// <summary>What was kept of it, in words.</summary>
    public string Kept => $"  {Name}: {(State == State.Succeeded ? "complete" : "cancelled")}, {Done:N0} of {Wanted:N0} replications ({Of})";

    /// <summary>Ends the command unless all is complete.</summary>
    /// <exception cref="CommandException">Something failed, or somebody cancelled it.</exception>
    public static void CheckComplete(params IReadOnlyList<Standing> all)
    {
        foreach (var failed in all.Where(each => each.State == State.Failed))
            throw new CommandException(ExitCode.Failed, $"{failed.Name} failed: {failed.Error}");
        if (all.FirstOrDefault(each => each.State == State.Cancelled) is { } cancelled)
            throw new CommandException(ExitCode.Failed, $"{cancelled.Name} was cancelled after {cancelled.Done} of {cancelled.Wanted} replications");
    }
}
