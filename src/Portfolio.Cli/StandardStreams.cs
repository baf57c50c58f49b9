using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Portfolio.Cli;

/// <summary>Standard output cannot be written any further.</summary>
/// <param name="why">What the system said.</param>
sealed class OutputException(Exception why) : Exception($"standard output: {why.Message}", why)
{
    const int BrokenPipe = 32;

    /// <summary>Whether nobody reads it any more, as behind <c>| head</c>: then there is nobody to be told.</summary>
    public bool IsLeft => InnerException is IOException { HResult: BrokenPipe };
}

/// <summary>Standard output and standard error where they go to files and pipes, which may be full, closed, or left by their reader.</summary>
static class StandardStreams
{
    const int Output = 1;

    /// <summary>From now on a command ends with an <see cref="OutputException"/> where its output is lost. What is lost of standard error is lost; the exit code tells all the same.</summary>
    public static void Guard()
    {
        if (Console.IsOutputRedirected)
            Console.SetOut(new GuardedWriter(Pipe() ?? Console.Out, exception => throw new OutputException(exception)));
        if (Console.IsErrorRedirected)
            Console.SetError(new GuardedWriter(Console.Error, _ => { }));
    }

    /// <summary>Standard output where it is a pipe; else null. The console would keep from us that its reader is gone, and a command that watches would go on for ever.</summary>
    static StreamWriter? Pipe()
    {
        if (OperatingSystem.IsWindows())
            return null;
        try
        {
            var stream = new FileStream(new SafeFileHandle(Output, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? null : new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Says where something could not be written.</summary>
    sealed class GuardedWriter(TextWriter inner, Action<Exception> lost) : TextWriter
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => Try(() => inner.Write(value));

        public override void Write(string? value) => Try(() => inner.Write(value));

        public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

        public override void WriteLine(string? value) => Write(value + Environment.NewLine);

        public override void Flush() => Try(inner.Flush);

        void Try(Action write)
        {
            try
            {
                write();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                lost(exception);
            }
        }
    }
}
