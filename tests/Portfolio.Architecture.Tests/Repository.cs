namespace Portfolio.Architecture.Tests;

/// <summary>The files of the repository.</summary>
static class Repository
{
    /// <summary>The top folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Source files below a folder.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    static string Find(string folder) => File.Exists(Path.Combine(folder, "Portfolio.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
