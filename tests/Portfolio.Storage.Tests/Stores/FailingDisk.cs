using System.ComponentModel;
using System.Diagnostics;

namespace Portfolio.Tests;

/// <summary>
/// A disk with ext4 in a file, which turns read-only under whoever has files open on it once an error is found, as Linux' own disks do.
/// Only root may mount one, and the kernel must let errors be made; without that the test is skipped with the reason.
/// </summary>
sealed class FailingDisk : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("failing");

    public FailingDisk()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a disk that fails");
        Directory.CreateDirectory(Folder);
        using (var image = System.IO.File.Create(Image))
            image.SetLength(16 << 20);
        Assert.SkipUnless(Run("mkfs.ext4", "-q", Image).Succeeded && Mount(), "this machine lets nobody mount a disk that fails");
        Assert.SkipUnless(System.IO.File.Exists(ErrorMaker), "this kernel lets nobody make an error on a disk");
    }

    /// <summary>Path of a database file on it.</summary>
    public string File => Path.Combine(Folder, "portfolio.db");

    string Folder => Path.Combine(folder.FullName, "disk");

    string Image => Path.Combine(folder.FullName, "image");

    string ErrorMaker => $"/sys/fs/ext4/{Path.GetFileName(Run("findmnt", "-no", "SOURCE", Folder).Output.Trim())}/trigger_fs_error";

    /// <summary>Finds an error: from now on it can only be read.</summary>
    public void Fail() => System.IO.File.WriteAllText(ErrorMaker, "as a test asks");

    /// <summary>Mounts it anew, as an administrator does once the disk is repaired. Nobody may have a file open on it.</summary>
    public void Repair() => Assert.True(Run("umount", Folder).Succeeded && Mount());

    public void Dispose()
    {
        Run("umount", "--lazy", Folder);
        folder.Delete(recursive: true);
    }

    bool Mount() => Run("mount", "-o", "loop,errors=remount-ro", Image, Folder).Succeeded;

    static (bool Succeeded, string Output) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode == 0, output);
        }
        catch (Win32Exception)
        {
            return (false, $"{program} is not installed");
        }
    }
}
