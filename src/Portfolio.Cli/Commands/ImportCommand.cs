using System.CommandLine;
using Portfolio.Cli.Rendering;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio import</c>: records what stands in a file of actuals.</summary>
static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = PortfolioOptions.Named();
        var file = new Argument<string>("FILE") { Description = "A file of actuals, .csv: subject, month, fact, value, source, and as needed lever, note, key, corrects, author." };
        var partial = new Option<bool>("--partial") { Description = "Records what is sound and leaves out what is not. Without it, one wrong row is enough that nothing is recorded." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only checks." };
        var command = options.Command("import", "Records what stands in a file of actuals.", file, partial, dryRun);
        command.SetAction((parsed, cancellation) => options.Ask(
            parsed,
            () => ActualsInput.Read(parsed.GetRequiredValue(file)),
            (held, input) => Import(held, input, new Wish(parsed.GetValue(partial), parsed.GetValue(dryRun), options.Json(parsed)), cancellation),
            cancellation));
        return command;
    }

    static async Task<int> Import(HeldPortfolio held, ActualsInput input, Wish wish, CancellationToken cancellation)
    {
        // Where the file cannot be recorded as a whole, the server still says what is wrong with the rows that could be read.
        var request = input.Request(held, wish.Partial, wish.DryRun || (input.Problems.Count > 0 && !wish.Partial));
        var report = new ImportReport(input, await held.Client.Journals.ImportEntriesAsync(request, cancellationToken: cancellation), wish.Partial, wish.DryRun);
        if (wish.Json)
        {
            Console.Out.WriteLine(Json.Text(report.ToJson()));
        }
        else
        {
            foreach (var problem in report.Problems)
                Console.Error.WriteLine(problem);
            if (report.WrongBeside > 0)
                Console.Error.WriteLine($"and {report.WrongBeside:N0} more rows are wrong");
            Console.Out.WriteLine(report.Sentence);
        }

        return report.Problems.Count > 0 ? ExitCode.WrongInput : ExitCode.Done;
    }

    /// <summary>How the user wants it.</summary>
    sealed record Wish(bool Partial, bool DryRun, bool Json);
}
