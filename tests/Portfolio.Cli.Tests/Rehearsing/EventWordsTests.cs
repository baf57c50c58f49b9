using Google.Protobuf;
using Portfolio.Cli.Rehearsing;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Tests.Rehearsing;

public class EventWordsTests
{
    [Theory]
    [InlineData("budget 0.6", """{ "budget": { "factor": { "value": 0.6 } } }""")]
    [InlineData("budget 60% from 2022-06 to 2024-04", """{ "budget": { "from": "2022-06", "to": "2024-04", "factor": { "value": 0.6 } } }""")]
    [InlineData("grant stroke-imaging 2.5m", """{ "grant": { "claimant": "stroke-imaging", "amount": { "value": 2500000 } } }""")]
    [InlineData("grant portfolio -250k to 2023-04", """{ "grant": { "claimant": "portfolio", "to": "2023-04", "amount": { "value": -250000 } } }""")]
    [InlineData("framework 0.7 in 2022-06", """{ "framework": { "month": "2022-06", "strength": { "value": 0.7 } } }""")]
    [InlineData("lever implementation 2", """{ "lever": { "lever": "LEVER_KIND_IMPLEMENTATION", "factor": { "value": 2 } } }""")]
    [InlineData("arrives programme", """{ "leaderArrives": { "posts": [ "programme" ] } }""")]
    [InlineData("leaves a b in 2022-06", """{ "leaderDeparts": { "posts": [ "a", "b" ], "month": "2022-06" } }""")]
    [InlineData("turnover 2 programme a to 2023-04", """{ "turnover": { "posts": [ "programme", "a" ], "to": "2023-04", "factor": { "value": 2 } } }""")]
    [InlineData("openness 0", """{ "openness": { "factor": { "value": 0 } } }""")]
    [InlineData("procurement 1.5 a from 2022-06", """{ "procurement": { "initiatives": [ "a" ], "from": "2022-06", "factor": { "value": 1.5 } } }""")]
    [InlineData("commit a 66", """{ "commitSites": { "initiative": "a", "count": { "value": 66 } } }""")]
    [InlineData("start a", """{ "startInitiative": { "initiative": "a" } }""")]
    [InlineData("stop a in 2022-06", """{ "stopInitiative": { "initiative": "a", "month": "2022-06" } }""")]
    [InlineData("incident a", """{ "incident": { "initiative": "a" } }""")]
    [InlineData("event { id: cut, budget: { factor: 0.6 } }", """{ "id": "cut", "budget": { "factor": { "value": 0.6 } } }""")]
    public void Read_Event_IsTheEventOfAScenario(string line, string json) =>
        Assert.Equal(JsonParser.Default.Parse<Event>(json), Assert.IsType<TableCommand.Intervene>(TableWords.Read(line)).Event);

    [Fact]
    public void Forms_EveryKindOfEvent_HasWords()
    {
        var kinds = Event.Descriptor.Oneofs[0].Fields.Count;
        Assert.Equal(kinds + 1, EventWords.Forms.Count);
    }

    [Theory]
    [InlineData("budget much", "budget: \"much\" is not a factor; allowed: a number such as 0.6, or 60%")]
    [InlineData("budget 0.6 from may", "budget: \"may\" is not a month; allowed: yyyy-MM, such as 2022-04")]
    [InlineData("budget 0.6 in 2022-06", "budget: \"in\" is one word too many")]
    [InlineData("grant a lots", "grant: \"lots\" is not a sum of money; allowed: pounds such as 250000, 250k, 1.5m or -2m")]
    [InlineData("lever comunity 2", "lever: \"comunity\" is not a lever; allowed: capability, community, infrastructure, implementation, regulation; did you mean \"community\"?")]
    [InlineData("arrives", "arrives: a post is missing")]
    [InlineData("event { budgt: { factor: 0.6 } }", "event: budgt: unknown name; did you mean \"budget\"?")]
    public void Read_NoEvent_SaysWhatIsAllowed(string line, string problem) =>
        Assert.Equal(problem, Assert.Throws<WordsException>(() => TableWords.Read(line)).Message);
}
