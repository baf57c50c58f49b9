using Portfolio.Actuals.Files;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Commands;

/// <summary>A file of actuals that a command was given.</summary>
/// <param name="File">Its path.</param>
/// <param name="Rows">The rows that could be read.</param>
/// <param name="Problems">What is wrong with the others.</param>
sealed record ActualsInput(string File, IReadOnlyList<ActualsRow> Rows, IReadOnlyList<Problem> Problems)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It cannot be read, or holds no row that can be.</exception>
    public static ActualsInput Read(string file)
    {
        var problems = new Problems();
        try
        {
            using var text = System.IO.File.OpenText(file);
            var rows = ActualsFile.Read(text, file, problems);
            if (rows.Count > 0)
                return new ActualsInput(file, rows, problems.Found);
        }
        catch (Exception exception) when (FileFault.Is(file, exception))
        {
            throw new CommandException(ExitCode.WrongInput, $"{file}: {FileFault.Why(file, exception)}");
        }

        throw problems.Any ? CommandException.WrongDefinition(problems) : new CommandException(ExitCode.WrongInput, $"{file}: holds no entries");
    }

    /// <summary>The request that records the rows.</summary>
    public ImportEntriesRequest Request(HeldPortfolio held, bool partial, bool validateOnly) => new()
    {
        Parent = held.Name,
        Partial = partial,
        ValidateOnly = validateOnly,
        Entries = { Rows.Select(row => Complete(row, held)) },
    };

    static Entry Complete(ActualsRow row, HeldPortfolio held)
    {
        var entry = row.Entry.Clone();
        entry.Subject = held.NameOf(row.Subject);
        if (entry.Author.Length == 0)
            entry.Author = Environment.UserName;
        return entry;
    }
}
