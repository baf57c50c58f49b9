using System.Globalization;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;

namespace Portfolio.Definitions.Batches;

/// <summary>
/// Reads points from comma-separated text: a header of paths, and a point a row. The columns <c>scenario</c> and <c>seed</c> give a point ones of its own; where a field is empty, the
/// point leaves it as it is.
/// </summary>
static class PointsFile
{
    const string Scenario = "scenario";
    const string Seed = "seed";

    /// <summary>The points of a text; what is wrong with a row is told with its line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Name of the file, for problems.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyList<BatchPoint> Read(TextReader text, string file, Problems problems)
    {
        var points = new List<BatchPoint>();
        void Refuse(int line, string why) => problems.AddAt(BatchFile.Document, why, new Position(file, line));
        string[]? header = null;
        foreach (var (line, fields) in SeparatedRows.Read(text, Refuse))
        {
            if (header is null)
            {
                header = fields;
                foreach (var twice in header.GroupBy(name => name).Where(group => group.Count() > 1))
                    Refuse(line, $"column {Quote.Of(twice.Key)} is given twice");
                if (header.Contains(""))
                    Refuse(line, "a column has no name; allowed: paths, scenario, seed");
            }
            else if (fields.Length != header.Length)
            {
                Refuse(line, $"has {fields.Length} fields; allowed: {header.Length}, as in the header");
            }
            else
            {
                points.Add(Point(line, header, fields, why => Refuse(line, why)));
            }
        }

        if (points.Count == 0 && !problems.Any)
            Refuse(0, "holds no points; allowed: a header of paths, and a point a row");
        return points;
    }

    static BatchPoint Point(int line, string[] header, string[] fields, Action<string> refuse)
    {
        var point = new BatchPoint();
        foreach (var (name, field) in header.Zip(fields).Where(each => each.Second.Length > 0))
        {
            if (name == Scenario)
                point.Scenario = field;
            else if (name != Seed)
                point.Set[name] = ValueNodes.ToValue(new ScalarNode(line, field, Quoted: false));
            else if (ulong.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
                point.Seed = seed;
            else
                refuse($"{Seed}: {Quote.Of(field)} is not a whole number from 0");
        }

        return point;
    }
}
