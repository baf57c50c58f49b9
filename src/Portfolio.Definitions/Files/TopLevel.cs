namespace Portfolio.Definitions.Files;

/// <summary>The outermost names of a file, such as <c>portfolio:</c>.</summary>
static class TopLevel
{
    /// <summary>The names of a text and what stands under each; null where it is no such text. Names that nobody knows are problems.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="file">What to call the file in problems.</param>
    /// <param name="document">What to call the document.</param>
    /// <param name="tops">The names that are known.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static MappingNode? Read(string text, string file, string document, string[] tops, Problems problems)
    {
        var position = new Position(file, 0);
        if (YamlText.Read(text, document, position, problems) is not { } root)
            return null;
        if (root is not MappingNode mapping)
        {
            problems.AddAt(document, $"holds no names with values; expected {string.Join(" or ", tops.Select(name => $"`{name}:`"))}", position with { Line = root.Line });
            return null;
        }

        var seen = new HashSet<string>();
        foreach (var (key, _) in mapping.Entries)
        {
            if (!tops.Contains(key.Text))
                problems.AddAt(document, $"unknown name {Quote.Of(key.Text)}{NearestName.Hint(key.Text, tops)}", position with { Line = key.Line });
            else if (!seen.Add(key.Text))
                problems.AddAt(document, $"`{key.Text}:` is given twice", position with { Line = key.Line });
        }

        return mapping;
    }

    /// <summary>What stands under a name; null where nothing does.</summary>
    public static Node? Value(MappingNode mapping, string name)
    {
        var value = mapping.Entries.FirstOrDefault(entry => entry.Key.Text == name).Value;
        return value is ScalarNode { IsNull: true } ? null : value;
    }
}
