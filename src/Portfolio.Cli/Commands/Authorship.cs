using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>Who uses the program.</summary>
static class Authorship
{
    /// <summary>A change by the operating system's user.</summary>
    /// <param name="reason">Why; empty where nobody said.</param>
    public static Change Of(string? reason) => new() { Author = Environment.UserName, Reason = reason ?? "" };
}
