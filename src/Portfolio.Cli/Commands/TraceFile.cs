using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;
using Portfolio.Model;
using Portfolio.Model.Simulation;

namespace Portfolio.Cli.Commands;

/// <summary>Writes full trajectories: a row for each replication, initiative and month, and one for each replication and month of the programme.</summary>
/// <remarks>Rows are ordered by replication, initiative, month, so that each initiative's story stands together.</remarks>
sealed class TraceFile : IDisposable
{
    const string Initiatives = "initiatives/";

    readonly FileStream initiatives;
    readonly FileStream programme;

    TraceFile(FileStream initiatives, FileStream programme) => (this.initiatives, this.programme) = (initiatives, programme);

    /// <summary>Creates the files.</summary>
    /// <param name="path">That of the initiatives, as <c>--out</c> gave it.</param>
    /// <exception cref="CommandException">They cannot be.</exception>
    public static TraceFile Create(string path)
    {
        var initiatives = Created(path, path);
        try
        {
            return new TraceFile(initiatives, Created(path, ProgrammeFile(path)));
        }
        catch
        {
            initiatives.Dispose();
            throw;
        }
    }

    /// <summary>Where the programme goes.</summary>
    public static string ProgrammeFile(string path) => Path.ChangeExtension(path, null) + ".programme.csv";

    /// <summary>Simulates a replication and writes its rows.</summary>
    public void Write(PortfolioModel model, int replication)
    {
        var trace = ReplicationTrace.Of(model, replication);
        for (var i = 0; i < model.Initiatives.Count; i++)
            WriteInitiative(replication, model.Initiatives[i].Id, ReplicationTrace.InitiativeColumns, trace.Initiative(i));
        WriteProgramme(replication, ReplicationTrace.ProgrammeColumns, trace.Programme);
    }

    /// <summary>Writes the rows of a trajectory that a server replayed.</summary>
    public void Write(int replication, Trajectory trajectory)
    {
        List<string> names = [.. trajectory.Columns.Select(column => column.Name)];
        List<IReadOnlyList<double>> values = [.. trajectory.Columns.Select(column => column.Values)];
        if (trajectory.Subject.StartsWith(Initiatives, StringComparison.Ordinal))
            WriteInitiative(replication, trajectory.Subject[Initiatives.Length..], names, values);
        else
            WriteProgramme(replication, names, values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        initiatives.Dispose();
        programme.Dispose();
    }

    static FileStream Created(string given, string path)
    {
        try
        {
            return File.Create(path);
        }
        catch (Exception exception) when (FileFault.Is(path, exception))
        {
            throw new CommandException(ExitCode.WrongInput, $"--out {given}: {(path == given ? "" : $"{path}: ")}{FileFault.Why(path, exception)}");
        }
    }

    void WriteInitiative(int replication, string id, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<double>> columns) =>
        Write(initiatives, "replication,initiative,month", string.Create(CultureInfo.InvariantCulture, $"{replication},{id},"), names, columns);

    void WriteProgramme(int replication, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<double>> columns) =>
        Write(programme, "replication,month", string.Create(CultureInfo.InvariantCulture, $"{replication},"), names, columns);

    /// <summary>Writes a row for each month, and before the first row of a file what its columns are called.</summary>
    static void Write(FileStream file, string keys, string key, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        if (file.Position == 0)
            file.Write(Encoding.UTF8.GetBytes($"{keys},{string.Join(',', names)}\n"));
        var rows = new Rows(Encoding.UTF8.GetBytes(key));
        for (var month = 0; month < columns[0].Count; month++)
        {
            rows.Begin(month);
            foreach (var column in columns)
                rows.Add(column[month]);
            rows.End();
        }

        rows.CopyTo(file);
    }

    /// <summary>Lines of comma-separated values; numbers with as many digits as bring them back exactly.</summary>
    /// <param name="key">Stands before the month.</param>
    sealed class Rows(byte[] key)
    {
        const int LongestValue = 32;

        byte[] buffer = new byte[1 << 12];
        int length;

        public void Begin(int month)
        {
            MakeRoom(key.Length + LongestValue);
            key.CopyTo(buffer, length);
            length += key.Length;
            Utf8Formatter.TryFormat(month, buffer.AsSpan(length), out var written);
            length += written;
        }

        public void Add(double value)
        {
            MakeRoom(LongestValue);
            buffer[length++] = (byte)',';
            value.TryFormat(buffer.AsSpan(length), out var written, "R", CultureInfo.InvariantCulture);
            length += written;
        }

        public void End() => buffer[length++] = (byte)'\n';

        public void CopyTo(Stream stream) => stream.Write(buffer, 0, length);

        /// <summary>For some bytes, and the end of a line.</summary>
        void MakeRoom(int bytes)
        {
            if (buffer.Length - length <= bytes)
                Array.Resize(ref buffer, 2 * (buffer.Length + bytes));
        }
    }
}
