using Portfolio.Grains;

namespace Portfolio.Server.Services;

/// <summary>Lists resources in the order of their names, and leaves deleted ones out.</summary>
sealed class LiveResources(IStoredNames names)
{
    const int MostAtOnce = 1000;

    /// <summary>A page of resources.</summary>
    /// <param name="collection">Where they are.</param>
    /// <param name="token">Token of the page; empty for the first.</param>
    /// <param name="size">Most resources wanted.</param>
    /// <returns>The page, and the token of the next one; empty on the last.</returns>
    public async Task<(IEnumerable<T> Page, string Next)> Page<T>(ResourceCollection<T> collection, string token, int size)
    {
        var found = new List<(string Name, T Resource)>();
        await foreach (var each in From(collection, Paging.Position(token), size + 1))
        {
            found.Add(each);
            if (found.Count > size)
                break;
        }

        var (page, next) = Paging.Cut(found, size, each => each.Name);
        return (page.Select(each => each.Resource), next);
    }

    /// <summary>All resources.</summary>
    public async Task<List<T>> All<T>(ResourceCollection<T> collection)
    {
        var all = new List<T>();
        await foreach (var (_, resource) in From(collection, "", MostAtOnce))
            all.Add(resource);
        return all;
    }

    async IAsyncEnumerable<(string Name, T Resource)> From<T>(ResourceCollection<T> collection, string after, int atOnce)
    {
        while (await names.InOrder(collection.Kind, collection.Prefix, after, atOnce) is { Count: > 0 } some)
        {
            var read = await Task.WhenAll(some.Select(collection.Read));
            foreach (var (name, resource) in some.Zip(read).Where(each => collection.IsWanted(each.Second)))
                yield return (name, resource);
            if (some.Count < atOnce)
                yield break;
            after = some[^1];
        }
    }
}

/// <summary>Resources that are kept below a name.</summary>
/// <param name="Kind">Kind of state.</param>
/// <param name="Prefix">What the names begin with.</param>
/// <param name="Read">Reads one.</param>
/// <param name="IsWanted">Whether one belongs to what is listed.</param>
sealed record ResourceCollection<T>(string Kind, string Prefix, Func<string, Task<T>> Read, Predicate<T> IsWanted);
