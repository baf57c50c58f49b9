using System.Buffers.Text;
using System.Text;
using Portfolio.Model;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Cli.Commands;

/// <summary>Writes full trajectories: a row for each replication, initiative and month, and one for each replication and month of the programme.</summary>
sealed class TraceFile(Stream initiatives, Stream programme)
{
    const string InitiativeColumns =
        "replication,initiative,month,stage,progress,team,funded,received,stability,leaderInPost,evidence,alignment,"
        + "undecided,contracting,implementing,live,abandoned,localCost,cashBenefit,qalys\n";

    const string ProgrammeColumns =
        "replication,month,budget,pot,received,carried,lost,framework,leaderInPost,"
        + "capability,community,infrastructure,implementation,regulation,npv\n";

    /// <summary>Writes the header lines.</summary>
    public void WriteHeaders()
    {
        initiatives.Write(Encoding.UTF8.GetBytes(InitiativeColumns));
        programme.Write(Encoding.UTF8.GetBytes(ProgrammeColumns));
    }

    /// <summary>Simulates a replication and writes its rows.</summary>
    public void WriteReplication(PortfolioModel model, int replication)
    {
        var future = new PortfolioFuture(model, replication);
        var rows = model.Initiatives.Select(_ => new Row()).ToArray();
        var ids = model.Initiatives.Select(initiative => Encoding.UTF8.GetBytes(initiative.Id)).ToArray();
        var programmeRow = new Row();
        for (var month = 0; month < model.Months; month++)
        {
            future.Step();
            for (var i = 0; i < rows.Length; i++)
                Write(rows[i].Add(replication).Add(ids[i]).Add(month), future.Initiatives[i]);
            Write(programmeRow.Add(replication).Add(month), future);
        }

        // Rows are ordered by replication, initiative, month, so that each initiative's story stands together.
        foreach (var row in rows)
            row.CopyTo(initiatives);
        programmeRow.CopyTo(programme);
    }

    static void Write(Row row, InitiativeFuture it) => row
        .Add((int)it.Stage).Add(it.Progress).Add(it.Team).Add(it.Funded).Add(it.Received).Add(it.Stability).Add(it.LeaderInPost ? 1 : 0)
        .Add(it.Evidence).Add(it.Alignment).Add(it.Undecided).Add(it.Contracting).Add(it.Implementing).Add(it.Live).Add(it.Abandoned)
        .Add(it.LocalCost).Add(it.CashBenefit).Add(it.Qalys).End();

    static void Write(Row row, PortfolioFuture future)
    {
        var it = future.Programme;
        var levers = it.Levers;
        row.Add(it.Budget).Add(it.Pot).Add(it.Received).Add(it.Carried).Add(it.Lost).Add(it.Framework).Add(it.LeaderInPost ? 1 : 0)
            .Add(levers[Lever.Capability]).Add(levers[Lever.Community]).Add(levers[Lever.Infrastructure])
            .Add(levers[Lever.Implementation]).Add(levers[Lever.Regulation]).Add(future.Npv).End();
    }

    /// <summary>Lines of comma-separated values; numbers with as many digits as bring them back exactly.</summary>
    sealed class Row
    {
        byte[] buffer = new byte[1 << 12];
        int length;
        bool begun;

        public Row Add(int value)
        {
            Begin();
            Utf8Formatter.TryFormat(value, buffer.AsSpan(length), out var written);
            length += written;
            return this;
        }

        public Row Add(double value)
        {
            Begin();
            value.TryFormat(buffer.AsSpan(length), out var written, "R", System.Globalization.CultureInfo.InvariantCulture);
            length += written;
            return this;
        }

        public Row Add(byte[] text)
        {
            Begin();
            text.CopyTo(buffer, length);
            length += text.Length;
            return this;
        }

        public void End()
        {
            buffer[length++] = (byte)'\n';
            begun = false;
        }

        public void CopyTo(Stream stream) => stream.Write(buffer, 0, length);

        void Begin()
        {
            if (buffer.Length - length < 512)
                Array.Resize(ref buffer, 2 * buffer.Length);
            if (begun)
                buffer[length++] = (byte)',';
            begun = true;
        }
    }
}
