using System.Reflection;
using System.Runtime.CompilerServices;

namespace Portfolio.Model.Parameters;

/// <summary>Where each number of a definition stands in a parameter struct: its path (such as <c>delivery.stageMonths.discovery</c>) to an index of doubles.</summary>
public static class ParameterLayout
{
    static readonly string[] StageNames = ["discovery", "development", "validation", "approval"];
    static readonly string[] LeverNames = [.. Enum.GetNames<Lever>().Select(name => name.ToLowerInvariant())];

    /// <summary>Index by lower-cased path without dots, for an initiative.</summary>
    public static IReadOnlyDictionary<string, int> Initiative { get; } = Of(typeof(InitiativeParameters));

    /// <summary>Index by lower-cased path without dots, for the programme.</summary>
    public static IReadOnlyDictionary<string, int> Portfolio { get; } = Of(typeof(PortfolioParameters));

    /// <summary>Doubles in an initiative's struct.</summary>
    public static int InitiativeLength { get; } = Unsafe.SizeOf<InitiativeParameters>() / sizeof(double);

    /// <summary>Doubles in the programme's struct.</summary>
    public static int PortfolioLength { get; } = Unsafe.SizeOf<PortfolioParameters>() / sizeof(double);

    /// <summary>A path as the layout knows it: without dots, in lower case.</summary>
    public static string Key(string path) => path.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();

    static Dictionary<string, int> Of(Type type)
    {
        var index = new Dictionary<string, int>();
        foreach (var name in Names(type))
            index.Add(name, index.Count);
        return index;
    }

    static IEnumerable<string> Names(Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
        {
            foreach (var inner in Inner(field.FieldType))
                yield return Key(field.Name) + inner;
        }
    }

    static IEnumerable<string> Inner(Type type) =>
        type == typeof(double) ? [""]
        : type == typeof(ByStage) ? StageNames
        : type == typeof(LeverParametersByKind) ? LeverNames.SelectMany(lever => Names(typeof(LeverParameters)).Select(name => lever + name))
        : Names(type);
}
