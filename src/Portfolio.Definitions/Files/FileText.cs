using System.Text;

namespace Portfolio.Definitions.Files;

/// <summary>Reads the text of files.</summary>
static class FileText
{
    /// <summary>The text of a file; null, and a problem, where it cannot be read.</summary>
    public static string? Read(string file, string document, Problems problems)
    {
        try
        {
            using var stream = File.OpenRead(file);
            if (ReadAtMost(stream) is { } bytes)
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            var size = stream.CanSeek && stream.Length > DefinitionFiles.MostBytes ? $"{stream.Length / 1048576.0:0.0} MB" : "too large";
            problems.AddAt(document, $"is {size}; at most {DefinitionFiles.MostBytes >> 20} MB are read", new Position(file, 0));
        }
        catch (DecoderFallbackException)
        {
            problems.AddAt(document, "is not a UTF-8 text", new Position(file, 0));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.AddAt(document, "there is no such file", new Position(file, 0));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.AddAt(document, Directory.Exists(file) ? FileFault.Why(file, exception) : $"cannot be read: {exception.Message}", new Position(file, 0));
        }

        return null;
    }

    /// <summary>The bytes of a file, or null where there are too many; a pipe or a device cannot be asked for its length beforehand.</summary>
    static byte[]? ReadAtMost(Stream stream)
    {
        if (stream.CanSeek && stream.Length > DefinitionFiles.MostBytes)
            return null;
        using var bytes = new MemoryStream();
        var block = new byte[1 << 16];
        while (stream.Read(block) is > 0 and var count)
        {
            bytes.Write(block, 0, count);
            if (bytes.Length > DefinitionFiles.MostBytes)
                return null;
        }

        return bytes.ToArray();
    }
}
