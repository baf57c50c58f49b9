using System.CommandLine;
using System.Text;
using Portfolio.Cli.Applying;
using Portfolio.Cli.Connection;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio export</c>: writes what a server holds as files, which <c>apply</c> would find unchanged.</summary>
static class ExportCommand
{
    static readonly UTF8Encoding Plain = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "A portfolio's id, with @N for a revision; its scenarios are as they were when that was last the newest." };
        var folder = new Argument<string>("DIR") { Description = "Folder to write; made where it is missing." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Writes over files that say something else." };
        var server = new ServerChoice();
        var command = new Command("export", "Writes definitions from a server as files.") { name, folder, overwrite };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var reference = RevisionReference.Parse("NAME", parsed.GetRequiredValue(name));
            using var opening = server.Open(parsed, cancellation);
            await using var connection = await opening.Connection;
            var served = await KnownPortfolios.Ask(connection.Client, () => Served.Read(connection.Client, reference.Resource, reference.Number, cancellation), cancellation);
            if (served.Portfolio is not { } portfolio)
                throw await KnownPortfolios.NotFound(connection.Client, $"{reference.Resource}: there is no such portfolio", cancellation);
            if (portfolio.DeleteTime is not null)
                Console.Error.WriteLine($"{portfolio.Id} is deleted since revision {portfolio.Revision}; these are its last files.");
            Write(ExportedFiles.Of(served), parsed.GetRequiredValue(folder), parsed.GetValue(overwrite));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Writes all files, or none where one says something else already.</summary>
    static void Write(IReadOnlyList<SourceFile> files, string folder, bool overwrite)
    {
        try
        {
            var others = files.Where(file => File.Exists(At(file)) && !File.ReadAllBytes(At(file)).SequenceEqual(Plain.GetBytes(file.Text))).ToList();
            if (others.Count > 0 && !overwrite)
                throw new CommandException(ExitCode.WrongInput, [.. others.Select(file => $"{At(file)} says something else already"), "Nothing was written; --overwrite writes over them."]);
            foreach (var file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
                File.WriteAllText(At(file), file.Text, Plain);
                Console.Out.WriteLine(At(file));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"DIR {folder}: {exception.Message}");
        }

        string At(SourceFile file) => Path.Combine(folder, file.Path);
    }
}
