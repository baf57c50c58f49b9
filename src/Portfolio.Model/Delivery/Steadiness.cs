using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Delivery;

/// <summary>The powers of stability that speed delivery, (S/S_ref)^γ, tabulated where neither number is drawn; initiatives with the same ones share a table.</summary>
static class Steadiness
{
    static readonly int Power = ParameterLayout.Initiative[ParameterLayout.Key("delivery.stabilityPower")];

    static readonly int Reference = ParameterLayout.Portfolio[ParameterLayout.Key("reference.stability")];

    /// <summary>A table for each initiative; none where a number is drawn, or where the power is so simple that it needs none.</summary>
    public static PowerTable?[] Of(ParameterSampler parameters, int initiatives)
    {
        var drawn = parameters.Uncertain.SelectMany(parameter => parameter.Targets).ToHashSet();
        var known = new Dictionary<double, PowerTable>();
        var tables = new PowerTable?[initiatives];
        for (var i = 0; i < initiatives && !drawn.Contains(Reference); i++)
        {
            var power = parameters.Fixed.Initiative(i).DeliveryStabilityPower;
            if (power is 0 or 0.5 or 1 || drawn.Contains(ParameterSet.InitiativeOffset(i) + Power))
                continue;
            if (!known.TryGetValue(power, out tables[i]))
                known[power] = tables[i] = new PowerTable(1 / parameters.Fixed.Portfolio.ReferenceStability, power);
        }

        return tables;
    }
}
