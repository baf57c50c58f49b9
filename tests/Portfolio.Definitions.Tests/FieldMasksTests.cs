using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Tests;

/// <summary>Parts of definitions by field mask.</summary>
public sealed class FieldMasksTests
{
    [Theory]
    [InlineData("description")]
    [InlineData("framework.gain")]
    [InlineData("initiatives")]
    [InlineData("budget.annual")]
    [InlineData("*")]
    public void Wrong_KnownPath_IsNothing(string path) => Assert.Empty(FieldMasks.Wrong(Mask(path), PortfolioDefinition.Descriptor));

    [Theory]
    [InlineData("framework.gian", "did you mean \"framework.gain\"?")]
    [InlineData("scaledShare", "did you mean \"scaled_share\"?")]
    [InlineData("initiatives.scan", "nothing lies below initiatives")]
    [InlineData("description.text", "nothing lies below description")]
    [InlineData("", "no \"\" there")]
    public void Wrong_UnknownPath_SaysWhatIsNear(string path, string hint) =>
        Assert.Contains(hint, Assert.Single(FieldMasks.Wrong(Mask(path), PortfolioDefinition.Descriptor)).Text, StringComparison.Ordinal);

    [Fact]
    public void Apply_EveryWritableField_IsTheWholeDefinition()
    {
        var (from, onto) = (Some.Set(Example.Yaml).Portfolio, Some.Set(Some.Yaml()).Portfolio);
        FieldMasks.Apply(Mask([.. PortfolioDefinition.Descriptor.Fields.InFieldNumberOrder().Select(field => field.Name)]), from, onto);
        Assert.Equal(from, onto);
    }

    [Fact]
    public void Apply_InnerField_LeavesItsNeighbours()
    {
        var onto = new PortfolioDefinition { Framework = new() { Gain = new() { Value = 1 }, Decay = new() { Value = 2 } } };
        FieldMasks.Apply(Mask("framework.gain"), new PortfolioDefinition { Framework = new() { Gain = new() { Value = 3 }, Decay = new() { Value = 4 } } }, onto);
        Assert.Equal((3, 2), (onto.Framework.Gain.Value, onto.Framework.Decay.Value));
    }

    [Fact]
    public void Apply_FieldThatIsNotThere_IsTakenAway()
    {
        var onto = new PortfolioDefinition { Framework = new() { Gain = new() { Value = 1 }, Decay = new() { Value = 2 } } };
        FieldMasks.Apply(Mask("framework.gain"), new PortfolioDefinition(), onto);
        Assert.Equal(new Framework { Decay = new() { Value = 2 } }, onto.Framework);
        FieldMasks.Apply(Mask("framework.gain"), new PortfolioDefinition(), onto = new());
        Assert.Null(onto.Framework);
    }

    [Fact]
    public void Apply_Map_IsReplacedWhole()
    {
        var onto = new Scenario { Set = { ["a"] = Value.ForNumber(1), ["b"] = Value.ForNumber(2) } };
        FieldMasks.Apply(Mask("set"), new Scenario { Set = { ["b"] = Value.ForNumber(3) } }, onto);
        Assert.Equal(new Scenario { Set = { ["b"] = Value.ForNumber(3) } }, onto);
    }

    [Fact]
    public void Apply_WhatOnlyAServerSays_StaysAsItIs()
    {
        var onto = new PortfolioDefinition { Name = "own", Etag = "1" };
        FieldMasks.Apply(Mask("name", "etag"), new PortfolioDefinition { Name = "other", Etag = "2" }, onto);
        Assert.Equal(("own", "1"), (onto.Name, onto.Etag));
    }

    static FieldMask Mask(params string[] paths) => new() { Paths = { paths } };
}
