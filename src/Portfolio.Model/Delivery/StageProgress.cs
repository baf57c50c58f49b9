namespace Portfolio.Model.Delivery;

/// <summary>How far a month takes an initiative through its stage.</summary>
public static class StageProgress
{
    /// <summary><c>T·(S/S_ref)^γ·(1 + β·K)·fallback / (D·X)</c>: the share of the stage done in a month.</summary>
    /// <param name="team">Share of the team in place, T.</param>
    /// <param name="relativeStability">Stability relative to reference, S/S_ref.</param>
    /// <param name="stabilityPower">Its power γ.</param>
    /// <param name="leverEffect">Effect β of the stage's lever.</param>
    /// <param name="lever">Its stock K.</param>
    /// <param name="fallback">Speed left by prerequisites that stopped unmet.</param>
    /// <param name="months">Length D of the stage at reference.</param>
    /// <param name="stretch">The drawn length relative to it, X.</param>
    public static double InMonth(
        double team, double relativeStability, double stabilityPower, double leverEffect, double lever, double fallback, double months, double stretch) =>
        team * Math.Pow(relativeStability, stabilityPower) * (1 + leverEffect * lever) * fallback / (months * stretch);
}
