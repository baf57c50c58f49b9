namespace Portfolio.Definitions;

/// <summary>Something wrong with a definition: what, where, and what is allowed.</summary>
/// <param name="Document"><c>portfolio</c> or <c>scenarios/{id}</c>.</param>
/// <param name="Path">Path of the field, such as <c>initiatives.stroke-imaging.adoption.p</c>; empty for the document as a whole.</param>
/// <param name="Text">What is wrong: the value and what is allowed.</param>
/// <param name="Position">Where in a file, if it came from one.</param>
public sealed record Problem(string Document, string Path, string Text, Position? Position = null)
{
    /// <summary><c>file:line: path: text</c>, as far as known; always one line.</summary>
    public override string ToString()
    {
        var place = Position is null ? Document : Position.ToString();
        return Quote.Line(Path.Length == 0 ? $"{place}: {Text}" : $"{place}: {Path}: {Text}");
    }
}

/// <summary>A place in a file.</summary>
/// <param name="File">The file's path, as the user gave it.</param>
/// <param name="Line">Line, from 1; 0 for the file as a whole.</param>
public sealed record Position(string File, int Line)
{
    /// <summary><c>file:line</c>.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}";
}

/// <summary>Gathers every problem of a set of definitions, each at its place.</summary>
public sealed class Problems
{
    /// <summary>Most problems that are kept; nobody reads more, and a file may hold a wrong name in each of a million lines.</summary>
    public const int Most = 1000;

    readonly List<Problem> found = [];
    readonly HashSet<(string, string, string)> seen = [];
    readonly HashSet<(string Document, string Path)> places = [];
    readonly Dictionary<(string Document, string Path), Position> positions = [];

    /// <summary>What was found, in the order in which it was found.</summary>
    public IReadOnlyList<Problem> Found => found;

    /// <summary>Whether anything was found.</summary>
    public bool Any => found.Count > 0;

    /// <summary>Adds a problem; the same one twice counts once.</summary>
    public void Add(string document, string path, string text)
    {
        if (!IsNew(document, path, text))
            return;
        Keep(new Problem(document, path, text, PositionOf(document, path)));
        for (; path.Length > 0; path = Above(path))
            places.Add((document, path));
    }

    /// <summary>Whether a problem is known already.</summary>
    public bool Has(string document, string path, string text) => seen.Contains((document, path, text));

    /// <summary>Whether anything was found at a path or below it.</summary>
    public bool HasAt(string document, string path) => places.Contains((document, path));

    /// <summary>Adds a problem of a whole document, at a place in its file.</summary>
    public void AddAt(string document, string text, Position position)
    {
        if (IsNew(document, position.ToString(), text))
            Keep(new Problem(document, "", text, position));
    }

    /// <summary>Remembers where a path stands in a file.</summary>
    public void Locate(string document, string path, Position position) => positions[(document, path)] = position;

    /// <summary>Where a path stands, or the nearest one above it that is known.</summary>
    public Position? PositionOf(string document, string path)
    {
        while (true)
        {
            if (positions.TryGetValue((document, path), out var position))
                return position;
            if (path.Length == 0)
                return null;
            path = Above(path);
        }
    }

    bool IsNew(string document, string place, string text) => found.Count <= Most && seen.Add((document, place, text));

    void Keep(Problem problem) =>
        found.Add(found.Count < Most ? problem : new Problem(problem.Document, "", $"more than {Most} problems; the rest is not shown"));

    static string Above(string path) => path[..Math.Max(0, path.LastIndexOf('.'))];
}
