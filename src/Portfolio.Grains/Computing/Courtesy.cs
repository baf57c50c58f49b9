using System.Runtime.InteropServices;

namespace Portfolio.Grains.Computing;

/// <summary>Lets everybody else go first: the runtime passes a thread's priority on to Windows only.</summary>
static partial class Courtesy
{
    /// <summary>With a niceness of 10 a thread gets a tenth of a core somebody else wants, and all of one that nobody wants.</summary>
    const int Niceness = 10;

    const int Process = 0;
    const int CallingThread = 0;

    /// <summary>Lowers the calling thread's priority, where the system has such a thing; what it then refuses changes nothing but how soon others come to their turn.</summary>
    public static void Show()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;

        // Linux keeps a niceness for each thread; elsewhere this would be the whole process.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(Process, CallingThread, Niceness);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
