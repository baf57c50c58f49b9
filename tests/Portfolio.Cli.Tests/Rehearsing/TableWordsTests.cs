using Portfolio.Cli.Rehearsing;
using Portfolio.Model;

namespace Portfolio.Cli.Tests.Rehearsing;

public class TableWordsTests
{
    static readonly Moment April = new(Month.Of(2022, 4), 0);

    public static TheoryData<string, object> Said => new()
    {
        { "step", new TableCommand.Step(1) },
        { "  step 12 ", new TableCommand.Step(12) },
        { "to 2022-04", new TableCommand.To(April) },
        { "to 18", new TableCommand.To(new Moment(null, 18)) },
        { "to end", new TableCommand.To(null) },
        { "play", new TableCommand.Play(4) },
        { "play 0.5", new TableCommand.Play(0.5) },
        { "pause", new TableCommand.Pause() },
        { "back 2022-04", new TableCommand.Back(April, false) },
        { "back 18 keep", new TableCommand.Back(new Moment(null, 18), true) },
        { "note the  purse is empty", new TableCommand.Note("the  purse is empty") },
        { "branch", new TableCommand.Branch(null) },
        { "branch 2022-04", new TableCommand.Branch(April) },
        { "odds", new TableCommand.Odds(null, 500) },
        { "odds 100 from 2022-04", new TableCommand.Odds(April, 100) },
        { "odds from 18", new TableCommand.Odds(new Moment(null, 18), 500) },
        { "save steady", new TableCommand.Save("steady", "") },
        { "save steady with an enduring framework", new TableCommand.Save("steady", "with an enduring framework") },
        { "help", new TableCommand.Help() },
        { "leave", new TableCommand.Leave() },
    };

    [Theory]
    [MemberData(nameof(Said))]
    public void Read_Command_SaysWhatIsWanted(string line, object command) => Assert.Equal(command, TableWords.Read(line));

    [Theory]
    [InlineData("compare", "", 1000)]
    [InlineData("compare as-announced steady x 200", "as-announced,steady", 200)]
    public void Read_Compare_NamesScenariosAndReplications(string line, string scenarios, int replications)
    {
        var compare = Assert.IsType<TableCommand.Compare>(TableWords.Read(line));
        Assert.Equal((scenarios, replications), (string.Join(',', compare.Scenarios), compare.Replications));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("# the table cuts the budget")]
    [InlineData("  #")]
    public void Read_NothingToDo_IsNothing(string line) => Assert.Null(TableWords.Read(line));

    [Theory]
    [InlineData("budgt 0.6", "\"budgt\" is no command; did you mean \"budget\"?")]
    [InlineData("step 0", "step: \"0\" is not a number of months; allowed: 1 to 600")]
    [InlineData("step 1 2", "step: \"2\" is one word too many")]
    [InlineData("to", "to: a month is missing")]
    [InlineData("to 2022-13", "to: \"2022-13\" is neither a month (yyyy-MM) nor how many have been lived through")]
    [InlineData("save", "save: an id is missing")]
    [InlineData("odds many", "odds: \"many\" is not a number of replications; allowed: 1 to 10,000")]
    [InlineData("budget", "budget: a factor is missing")]
    public void Read_NothingThatCouldBeDone_SaysWhatIsAllowed(string line, string problem) =>
        Assert.Equal(problem, Assert.Throws<WordsException>(() => TableWords.Read(line)).Message);
}
