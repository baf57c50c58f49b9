using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Files;

/// <summary>
/// Reads a portfolio and its scenarios from files: a folder with <c>portfolio.yaml</c> and <c>scenarios/*.yaml</c>, or one file
/// that holds <c>portfolio:</c> and <c>scenarios: […]</c>. JSON is valid too.
/// </summary>
public static class DefinitionFiles
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const int MostBytes = 8 << 20;

    const string PortfolioDocument = "portfolio";
    const string ScenarioFolder = "scenarios";

    static readonly string[] Tops = ["portfolio", "scenario", "scenarios"];
    static readonly string[] ScenarioTops = ["scenario"];
    static readonly string[] PortfolioFiles = ["portfolio.yaml", "portfolio.yml", "portfolio.json"];

    /// <summary>Reads what is at a path; null where so much is wrong that nothing could be read.</summary>
    public static DefinitionSet? Read(string path, Problems problems)
    {
        if (File.Exists(path))
            return ReadSingle(path, problems);
        if (!Directory.Exists(path))
        {
            problems.AddAt(PortfolioDocument, "there is no such file or folder", new Position(path, 0));
            return null;
        }

        var file = PortfolioFile(path);
        if (file is null)
        {
            problems.AddAt(PortfolioDocument, "the folder holds no portfolio.yaml", new Position(path, 0));
            return null;
        }

        var set = ReadSingle(file, problems);
        var sources = new Dictionary<string, SourceFile>();
        var scenarios = ScenarioFiles(Path.Combine(path, ScenarioFolder), problems).Select(each => ReadScenario(each, sources, problems)).OfType<Scenario>().ToList();
        return set is null ? null : set with { Scenarios = InOrder(set.Scenarios.Concat(scenarios)), ScenarioSources = sources };
    }

    /// <summary>Reads the text of one file; null where so much is wrong that nothing could be read.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="file">What to call the file in problems.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static DefinitionSet? Parse(string text, string file, Problems problems) => Bind(TopLevel.Read(text, file, PortfolioDocument, Tops, problems), file, problems);

    /// <summary>Reads the text of a scenario's file; null where so much is wrong that nothing could be read.</summary>
    /// <inheritdoc cref="Parse"/>
    public static Scenario? ParseScenario(string text, string file, Problems problems)
    {
        var document = $"scenarios/{Path.GetFileNameWithoutExtension(file)}";
        if (TopLevel.Read(text, file, document, ScenarioTops, problems) is not { } top)
            return null;
        if (TopLevel.Value(top, "scenario") is { } node)
            return Bind(node, file, problems);
        problems.AddAt(document, "holds no `scenario:`", new Position(file, top.Line));
        return null;
    }

    static string? PortfolioFile(string folder) =>
        PortfolioFiles.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    static IReadOnlyList<string> ScenarioFiles(string folder, Problems problems)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Where(IsDefinition).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.AddAt("scenarios", $"cannot be read: {exception.Message}", new Position(folder, 0));
            return [];
        }
    }

    static bool IsDefinition(string file) => Path.GetExtension(file) is ".yaml" or ".yml" or ".json";

    static DefinitionSet? ReadSingle(string file, Problems problems)
    {
        if (FileText.Read(file, PortfolioDocument, problems) is not { } text || Parse(text, file, problems) is not { } set)
            return null;

        // Whatever the file is called, a folder that it is written to again can be read.
        var ending = IsDefinition(file) ? Path.GetExtension(file) : ".yaml";
        return set with { Source = new SourceFile { Path = PortfolioDocument + ending, Text = text } };
    }

    static DefinitionSet? Bind(MappingNode? top, string file, Problems problems)
    {
        if (top is null)
            return null;
        var scenarios = InOrder(ScenarioNodes(top, file, problems).Select(each => Bind(each, file, problems)));
        if (TopLevel.Value(top, "portfolio") is not { } node)
        {
            problems.AddAt(PortfolioDocument, "holds no `portfolio:`", new Position(file, top.Line));
            return null;
        }

        var portfolio = new PortfolioDefinition();
        new MessageBinder(PortfolioDocument, file, problems).Bind(portfolio, node, "");
        return new DefinitionSet(portfolio, scenarios);
    }

    static IEnumerable<Node> ScenarioNodes(MappingNode top, string file, Problems problems)
    {
        var nodes = new List<Node>();
        if (TopLevel.Value(top, "scenarios") is SequenceNode list)
            nodes.AddRange(list.Items);
        else if (TopLevel.Value(top, "scenarios") is { } other)
            problems.AddAt("scenarios", $"`scenarios:` holds {MessageBinder.Describe(other)} where a list is expected", new Position(file, other.Line));
        if (TopLevel.Value(top, "scenario") is { } single)
            nodes.Add(single);
        return nodes;
    }

    static Scenario? ReadScenario(string file, Dictionary<string, SourceFile> sources, Problems problems)
    {
        if (FileText.Read(file, $"scenarios/{Path.GetFileNameWithoutExtension(file)}", problems) is not { } text || ParseScenario(text, file, problems) is not { } scenario)
            return null;
        sources[scenario.Id] = new SourceFile { Path = $"{ScenarioFolder}/{Path.GetFileName(file)}", Text = text };
        return scenario;
    }

    static Scenario Bind(Node node, string file, Problems problems)
    {
        var scenario = new Scenario();
        new MessageBinder($"scenarios/{(node as MappingNode)?.ScalarOf("id")?.Text}", file, problems).Bind(scenario, node, "");
        return scenario;
    }

    static IReadOnlyList<Scenario> InOrder(IEnumerable<Scenario> scenarios) => [.. scenarios.OrderBy(scenario => scenario.Id, StringComparer.Ordinal)];
}
