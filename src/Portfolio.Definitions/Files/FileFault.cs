namespace Portfolio.Definitions.Files;

/// <summary>Why a file cannot be read or written, in words for who gave its path: what the system says is often about something else.</summary>
public static class FileFault
{
    /// <summary>Whether it is the file's, or its path's, and not the program's.</summary>
    public static bool Is(string path, Exception exception) => exception is IOException or UnauthorizedAccessException || path.Length == 0;

    /// <summary>What is wrong.</summary>
    /// <param name="path">The path that was given.</param>
    /// <param name="exception">What the system said.</param>
    public static string Why(string path, Exception exception) => exception switch
    {
        _ when path.Length == 0 => "the path is empty; allowed: that of a file",
        _ when Directory.Exists(path) => "is a folder; allowed: a file",
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => $"there is no folder {Path.GetDirectoryName(path)}",
        _ => exception.Message,
    };
}
