using Portfolio.Actuals.Files;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Actuals.Tests.Files;

/// <summary>Files of actuals: what people and spreadsheets write.</summary>
public sealed class ActualsFileTests
{
    const string Header = "subject,month,fact,value,source,lever,note,key,corrects";

    [Fact]
    public void Read_RowsOfEveryKind_GivesEntries()
    {
        var rows = Read(
            $"""
            # what the board was told
            {Header}
            scan,2022-03,sitesLive,3,register,,"three, at once",live-1,
            scan,2022-04,stagePassed,validation,board,,,,
            programme,2022-04,leverRating,0.4,board,infrastructure,,,
            programme,2022-04,leaderLeft,,board,,,,
            scan,2022-05,sitesLive,2,register,,,,1
            """);
        Assert.Equal([3, 4, 5, 6, 7], rows.Select(row => row.Line));
        Assert.Equal(("scan", 3, "three, at once", "live-1"), (rows[0].Subject, rows[0].Entry.SitesLive.Sites, rows[0].Entry.Note, rows[0].Entry.Key));
        Assert.Equal(Stage.Validation, rows[1].Entry.StagePassed.Stage);
        Assert.Equal((LeverKind.Infrastructure, 0.4), (rows[2].Entry.LeverRating.Lever, rows[2].Entry.LeverRating.Share));
        Assert.Equal(Entry.FactOneofCase.LeaderLeft, rows[3].Entry.FactCase);
        Assert.Equal(1, rows[4].Entry.Corrects);
    }

    [Fact]
    public void Read_RowsWithoutKeys_GetKeysThatALongerFileKeeps()
    {
        const string Row = "scan,2022-03,spend,5000,ledger";
        const string Short = "subject,month,fact,value,source";
        var one = Read($"{Short}\n{Row}\n{Row}");
        var longer = Read($"{Short}\nscan,2022-01,spend,1,ledger\n{Row}\n{Row}\n");
        Assert.Equal(2, one.Select(row => row.Entry.Key).Distinct().Count());
        Assert.Equal(one.Select(row => row.Entry.Key), longer.Skip(1).Select(row => row.Entry.Key));
    }

    [Theory]
    [InlineData("scan,2022-03,siteLive,3,register,,,,", "fact: \"siteLive\" is not known; did you mean \"sitesLive\"?")]
    [InlineData("scan,2022-03,sitesLive,three,register,,,,", "value: \"three\" is not allowed; allowed: a whole number, 0 to 100000, sites")]
    [InlineData("scan,2022-03,sitesLive,,register,,,,", "value: is required; allowed: a whole number, 0 to 100000, sites")]
    [InlineData("scan,2022-03,leaderLeft,1,register,,,,", "value: \"1\" is not allowed; leaderLeft has no value, leave it empty")]
    [InlineData("scan,2022-03,spend,1,register,capability,,,", "lever: \"capability\" is not allowed; spend is about no lever, leave it empty")]
    [InlineData("programme,2022-03,leverRating,0.5,board,,,,", "lever: is required; allowed: capability, community, infrastructure, implementation, regulation")]
    [InlineData("scan,2022-03,spend,1,register,,,,first", "corrects: \"first\" is not allowed; allowed: the number of an entry")]
    [InlineData(",2022-03,spend,1,register,,,,", "subject: is required; allowed: an initiative's id, or programme")]
    [InlineData("scan,2022-03,spend,1", "has 4 fields; allowed: 9, as in the header")]
    public void Read_WrongRow_NamesFileLineAndWhatIsAllowed(string row, string expected)
    {
        var problems = new Problems();
        Assert.Empty(ActualsFile.Read(new StringReader($"{Header}\n{row}"), "actuals.csv", problems));
        Assert.StartsWith($"actuals.csv:2: {expected}", Assert.Single(problems.Found).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WrongRowAmongGoodOnes_LeavesOutThatOneOnly()
    {
        var problems = new Problems();
        var rows = ActualsFile.Read(new StringReader($"{Header}\nscan,2022-03,spend,1,a,,,,\nscan,2022-03,spent,1,a,,,,\nscan,2022-04,spend,1,a,,,,"), "actuals.csv", problems);
        Assert.Equal(["2022-03", "2022-04"], rows.Select(row => row.Entry.Month));
        Assert.Single(problems.Found);
    }

    [Fact]
    public void Read_UnknownColumn_NamesTheNearest()
    {
        var problems = new Problems();
        ActualsFile.Read(new StringReader("subject,month,fact,values,source"), "actuals.csv", problems);
        Assert.Contains(problems.Found, problem => problem.ToString().StartsWith("actuals.csv:1: unknown column \"values\"; did you mean \"value\"?", StringComparison.Ordinal));
        Assert.Contains(problems.Found, problem => problem.ToString() == "actuals.csv:1: column value is missing");
    }

    [Fact]
    public void Read_EmptyFile_SaysWhatAHeaderIs()
    {
        var problems = new Problems();
        Assert.Empty(ActualsFile.Read(new StringReader(""), "actuals.csv", problems));
        Assert.StartsWith("actuals.csv: has no header; allowed: subject, month", Assert.Single(problems.Found).ToString(), StringComparison.Ordinal);
    }

    static IReadOnlyList<ActualsRow> Read(string text)
    {
        var problems = new Problems();
        var rows = ActualsFile.Read(new StringReader(text), "actuals.csv", problems);
        Assert.Empty(problems.Found);
        return rows;
    }
}
