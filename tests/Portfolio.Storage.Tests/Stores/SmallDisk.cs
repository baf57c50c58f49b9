using System.Diagnostics;

namespace Portfolio.Tests;

/// <summary>A disk of a megabyte or a few, in memory, that a test may fill or make read-only. Only root may mount one; without it the test is skipped with the reason.</summary>
public sealed class SmallDisk : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("disk");

    /// <summary>Mounts one.</summary>
    public SmallDisk(int megabytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a small disk");
        var mounted = Mount("-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder.FullName);
        Assert.SkipUnless(mounted, "this machine lets nobody mount a small disk");
    }

    /// <summary>Its folder.</summary>
    public string Folder => folder.FullName;

    /// <summary>Path of a database file on it.</summary>
    public string File => Path.Combine(Folder, "portfolio.db");

    /// <summary>Path of a file that takes up room.</summary>
    public string Ballast => Path.Combine(folder.FullName, "ballast");

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        using var ballast = System.IO.File.Create(Ballast);
        try
        {
            while (true)
            {
                ballast.Write(new byte[4096]);
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Makes it read-only, or writable again. No file on it may be open for writing.</summary>
    public void Remount(bool readOnly) => Assert.True(Mount("-o", readOnly ? "remount,ro" : "remount,rw", folder.FullName));

    public void Dispose()
    {
        using var unmounting = Process.Start("umount", ["--lazy", folder.FullName]);
        unmounting.WaitForExit();
        folder.Delete();
    }

    static bool Mount(params string[] arguments)
    {
        using var mounting = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true })!;
        mounting.WaitForExit();
        return mounting.ExitCode == 0;
    }
}
