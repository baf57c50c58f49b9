namespace Portfolio.Model.Leadership;

/// <summary>How steady an initiative's leadership is.</summary>
public static class Stability
{
    /// <summary><c>S = F + (1 − F)·(w·e_programme + (1 − w)·e_initiative)</c>: the framework keeps things steady while leaders change.</summary>
    public static double Of(double framework, double programmeWeight, double programmeEffectiveness, double initiativeEffectiveness) =>
        framework + (1 - framework) * (programmeWeight * programmeEffectiveness + (1 - programmeWeight) * initiativeEffectiveness);
}
