using System.Text.Json;
using System.Text.Json.Nodes;
using Portfolio.Definitions.Compiling;
using Portfolio.Model.Events;
using Portfolio.Model.Parameters;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Portfolio.Definitions.Tests.Files;

/// <summary>A definition in JSON is the same as in YAML.</summary>
public class JsonTests
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentCharacter = '\t', IndentSize = 1 };

    public static TheoryData<string> Files { get; } = [.. Directory.EnumerateFiles(NhsAiLab.Folder, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(NhsAiLab.Folder, file))];

    [Theory, MemberData(nameof(Files))]
    public void Parse_TheReferenceCaseAsJson_IsTheSame(string file)
    {
        var yaml = File.ReadAllText(Path.Combine(NhsAiLab.Folder, file)).Replace("scenario:\n", "portfolio: {id: none}\nscenario:\n", StringComparison.Ordinal);
        foreach (var json in new[] { Json(yaml).ToJsonString(), Json(yaml).ToJsonString(Indented), Json(yaml).ToJsonString(Indented).ReplaceLineEndings("\r\n") })
            AssertSame(Some.Set(yaml), Some.Set(json));
    }

    [Fact]
    public void Compile_TheExampleAsJson_HasTheSameNumbers()
    {
        var (yaml, json) = (Some.Compiled(Example.Yaml, "worse"), Some.Compiled(Json(Example.Yaml).ToJsonString(), "worse"));
        foreach (var replication in new[] { 0, 1, 99 })
            Assert.Equal(Numbers(yaml, replication), Numbers(json, replication));
        Assert.Equal(yaml.Model.Themes, json.Model.Themes);
        Assert.Equal(yaml.Model.Initiatives.Select(each => (each.Id, each.Stage, each.StartMonth)), json.Model.Initiatives.Select(each => (each.Id, each.Stage, each.StartMonth)));
    }

    [Theory]
    [InlineData("{\t\"portfolio\"\t:\t{\t\"id\"\t:\t\"a\"\t}\t}")]
    [InlineData("\t{\n\t\t\"portfolio\": {\n\t\t\t\"id\": \"a\"\n\t\t}\n\t}\n\t")]
    [InlineData("{\"portfolio\":{\"id\":\"a\"}}")]
    [InlineData("\uFEFF{\"portfolio\":\r\n{\"id\"\r\n:\"\\u0061\"}}\r\n")]
    public void Parse_HoweverItIsLaidOut_IsRead(string json) => Assert.Equal("a", Some.Set(json).Portfolio.Id);

    [Theory]
    [InlineData("\\u00a3\\t\\\"\\\\\\/\\b", "£\t\"\\/\b"), InlineData("a: b, {c} # d", "a: b, {c} # d"), InlineData("\\ud83d\\ude00", "😀"), InlineData("", "")]
    public void Parse_EscapesInTexts_AreRead(string written, string text) =>
        Assert.Equal(text, Some.Set("{\"portfolio\":{\"description\":\"" + written + "\"}}").Portfolio.Description);

    [Fact]
    public void Parse_AProblemInJson_NamesItsLine()
    {
        const string Json =
            """
            {
              "portfolio": {
                "id": "a", "start": "2020-04", "months": 24,
                "initiatives": [
                  {"id": "x",
                   "sites": {"eligible": 0}}
                ]
              }
            }
            """;
        Assert.Equal("test.yaml:6: initiatives.x.sites.eligible: 0 is not allowed; allowed: a whole number, 1 to 100000, sites", Some.ProblemOf(Json).ToString());
    }

    static List<double> Numbers(CompiledDefinition compiled, int replication)
    {
        var (model, values) = (compiled.Model, compiled.Model.Parameters.At(replication));
        return [.. Enumerable.Range(0, ParameterSet.InitiativeOffset(model.Initiatives.Count))
            .Concat(model.Budget.Select(line => line.Amount)).Concat(model.ScenarioCosts).Concat(model.Events.OfType<BudgetChange>().Select(change => change.Factor))
            .Select(index => values[index])];
    }

    static void AssertSame(DefinitionSet expected, DefinitionSet actual)
    {
        Assert.Equal(expected.Portfolio, actual.Portfolio);
        Assert.Equal(expected.Scenarios, actual.Scenarios);
    }

    static JsonNode Json(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return AsJson(stream.Documents[0].RootNode)!;
    }

    static JsonNode? AsJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, AsJson(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(AsJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => OfPlain(scalar.Value!),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    static JsonNode? OfPlain(string plain) => plain switch
    {
        "" or "~" or "null" => null,
        "true" or "false" => JsonValue.Create(plain == "true"),
        _ when double.TryParse(plain, System.Globalization.CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(plain),
    };
}
