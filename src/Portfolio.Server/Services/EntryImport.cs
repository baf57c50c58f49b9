using Portfolio.Actuals.Entries;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Grains.Journals;

namespace Portfolio.Server.Services;

/// <summary>Records entries of many subjects.</summary>
/// <remarks>
/// All or nothing means that one problem anywhere is found before anything is recorded. Each subject's entries are one commit; a server that is killed between two of them leaves
/// the rest undone, and the import, repeated, does just that rest, as entries are known by their keys.
/// </remarks>
sealed class EntryImport(ActiveJournals journals)
{
    const int MostEntries = 200_000;
    const int MostInOneOrder = 10_000;
    const int MostProblems = 1000;

    /// <summary>Checks and records.</summary>
    public async Task<ImportEntriesResponse> Import(KnownPortfolio portfolio, ImportEntriesRequest request)
    {
        if (request.Entries.Count > MostEntries)
            throw Refusals.Invalid("entries", $"there are {request.Entries.Count}; allowed: at most {MostEntries} at once");
        var problems = new List<EntryProblem>();
        var orders = request.Entries.Index()
            .Where(each => IsSound(portfolio, each.Item, each.Index, problems))
            .GroupBy(each => each.Item.Subject)
            .SelectMany(subject => subject.Chunk(MostInOneOrder))
            .ToList();
        if (!request.Partial && problems.Count == 0)
            await Record(orders, partial: false, validateOnly: true, problems);
        var response = new ImportEntriesResponse();
        if (request.Partial || problems.Count == 0)
        {
            foreach (var recorded in await Record(orders, request.Partial, request.ValidateOnly, problems))
                (response.Recorded, response.Known) = (response.Recorded + recorded.Entries.Count - recorded.Known, response.Known + recorded.Known);
        }

        response.Wrong = problems.DistinctBy(problem => problem.Index).Count();
        response.Problems.AddRange(problems.OrderBy(problem => problem.Index).Take(MostProblems));
        return response;
    }

    static bool IsSound(KnownPortfolio portfolio, Entry entry, int index, List<EntryProblem> problems)
    {
        var found = new Problems();
        if (entry.Subject.Length == 0 || !portfolio.Has(entry.Subject))
            found.Add("", "entry.subject", KnownPortfolios.NoSuch(portfolio, entry.Subject.Length == 0 ? "" : ResourceName.IdOf(entry.Subject)));
        EntryChecks.Check(entry, entry.Subject == portfolio.Name, "entry", found);
        problems.AddRange(found.Found.Select(problem => new EntryProblem { Index = index, Field = problem.Path["entry.".Length..], Description = problem.Text }));
        return !found.Any;
    }

    /// <summary>A subject's orders one after the other, since later entries may refer to earlier ones; subjects side by side.</summary>
    async Task<List<Recorded>> Record(List<(int Index, Entry Entry)[]> orders, bool partial, bool validateOnly, List<EntryProblem> problems)
    {
        var bySubject = orders.GroupBy(order => order[0].Entry.Subject);
        var all = await Task.WhenAll(bySubject.Select(async subject =>
        {
            var done = new List<(Recorded Recorded, (int Index, Entry Entry)[] Order)>();
            foreach (var order in subject)
                done.Add((await journals.Record(subject.Key, new RecordOrder([.. order.Select(each => each.Entry)], partial, validateOnly)), order));
            return done;
        }));
        foreach (var (recorded, order) in all.SelectMany(each => each))
            problems.AddRange(recorded.Problems.Select(problem => new EntryProblem { Index = order[problem.Index].Index, Field = problem.Field, Description = problem.Description }));
        return [.. all.SelectMany(each => each).Select(each => each.Recorded)];
    }
}
