using System.Text.Json.Nodes;
using Portfolio.Definitions.Resolving;

namespace Portfolio.Definitions.Tests.Resolving;

public class ResolvedJsonTests
{
    static readonly string[] Origins = ["default", "portfolio", "scenarios/s"];

    static readonly JsonNode Json = ResolvedJson.Of(Some.Compiled(Some.Yaml(
        "budget: {annual: [{fiscalYear: 2020, amount: {value: 5, source: act, grade: measured}}]}, "
            + "defaults: {sites: {eligible: 9}, adoption: {p: {uniform: {low: 0, high: 0.1}, source: us, grade: weak}}}",
        "{id: g, count: 2}",
        "{id: s, costPerMonth: 3, set: {framework.strength: 0.6}, events: [{id: cut, budget: {factor: 0.5}}]}"), "s").Resolved);

    [Theory]
    [InlineData("portfolio.framework.strength", """{"path":"framework.strength","value":0.6,"from":"scenarios/s"}""")]
    [InlineData("portfolio.budget.annual.0.amount", """{"path":"budget.annual.2020.amount","value":5,"source":"act","grade":"measured","from":"portfolio"}""")]
    [InlineData(
        "portfolio.initiatives.1.adoption.p",
        """{"path":"initiatives.g-002.adoption.p","uniform":{"low":0,"high":0.1},"source":"us","grade":"weak","from":"portfolio","declaredAt":"defaults.adoption.p"}""")]
    [InlineData("events.0.budget.factor", """{"path":"events.cut.budget.factor","value":0.5,"from":"scenarios/s"}""")]
    [InlineData("scenarioCosts.0", """{"path":"scenarios.s.costPerMonth","value":3,"from":"scenarios/s"}""")]
    public void Of_ANumber_SaysPathQuantityProvenanceAndOrigin(string at, string expected) => Assert.Equal(expected, At(at).ToJsonString());

    [Theory]
    [InlineData("scenario", "s"), InlineData("portfolio.seed", "1"), InlineData("portfolio.sampling", "random"), InlineData("portfolio.allocation.policy", "proRata")]
    [InlineData("portfolio.point", "false"), InlineData("portfolio.defaultUncertainty", "false"), InlineData("portfolio.leadership.startsVacant", "false")]
    [InlineData("portfolio.initiatives.0.id", "g-001"), InlineData("portfolio.initiatives.0.stage", "discovery"), InlineData("portfolio.initiatives.0.startMonth", "2020-04")]
    [InlineData("portfolio.initiatives.0.adoption.pushRate.from", "default"), InlineData("portfolio.initiatives.0.adoption.pushRate.grade", "derived")]
    public void Of_WhatNobodySaid_IsFilledIn(string at, string expected) => Assert.Equal(expected, At(at).ToString());

    [Fact]
    public void Of_EveryNumber_HasAnOriginAndAPathOfItsOwn()
    {
        var numbers = Numbers(Json["portfolio"]!).ToList();
        Assert.All(numbers, number => Assert.Contains(number["from"]!.ToString(), Origins));
        Assert.Equal(numbers.Count, numbers.Select(number => number["path"]!.ToString()).Distinct().Count());
    }

    static JsonNode At(string path) =>
        path.Split('.').Aggregate(Json, (node, name) => node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!);

    static IEnumerable<JsonObject> Numbers(JsonNode node) => node switch
    {
        JsonObject found when found.ContainsKey("path") => [found],
        JsonObject inner => inner.Select(each => each.Value).OfType<JsonNode>().SelectMany(Numbers),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Numbers),
        _ => [],
    };
}
