using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;

namespace Portfolio.Definitions.Batches;

/// <summary>Reads a batch from a file that holds <c>batch:</c>.</summary>
public static class BatchFile
{
    /// <summary>What problems call it.</summary>
    internal const string Document = "batch";

    static readonly string[] Tops = [Document];

    /// <summary>Reads a batch; null where so much is wrong that nothing could be read. Its portfolio is then a path from here, and points from a file stand among its points.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static Batch? Read(string path, Problems problems)
    {
        if (FileText.Read(path, Document, problems) is not { } text || TopLevel.Read(text, path, Document, Tops, problems) is not { } top)
            return null;
        if (TopLevel.Value(top, Document) is not { } node)
        {
            problems.AddAt(Document, "holds no `batch:`", new Position(path, top.Line));
            return null;
        }

        var batch = new Batch();
        new MessageBinder(Document, path, problems).Bind(batch, node, "");
        var folder = Path.GetDirectoryName(path) ?? "";
        if (batch.PointsFile.Length > 0)
            AddPoints(batch, Path.Combine(folder, batch.PointsFile), problems);
        if (batch.Portfolio.Length > 0)
            batch.Portfolio = Path.Combine(folder, batch.Portfolio);
        else
            problems.Add(Document, "portfolio", "is required; allowed: the path of a definition, from the batch's folder");
        return batch;
    }

    static void AddPoints(Batch batch, string file, Problems problems)
    {
        if (batch.Points.Count > 0)
            problems.Add(Document, "pointsFile", "goes not with points; only one of them may be given");
        else if (FileText.Read(file, Document, problems) is { } text)
            batch.Points.AddRange(PointsFile.Read(new StringReader(text), file, problems));
        batch.PointsFile = "";
    }
}
