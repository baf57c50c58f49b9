namespace Portfolio.Definitions.Tests;

/// <summary>A valid definition in which every part of the format occurs.</summary>
static class Example
{
    public const string Yaml =
        """
        # A comment.
        portfolio:
          id: example
          description: "Everything, once: [a], {b} # c"
          start: 2020-04
          months: 36
          fiscalYearStartMonth: 4
          budget:
            annual:
            - {fiscalYear: 2020, amount: 4000000}
            - fiscalYear: 2021
              amount: {uniform: {low: 3000000, high: 5000000}, source: plan, grade: weak}
            monthly: [{month: 2022-06, amount: 1}]
            settlementCv: 0.05
            carryForward: 0.1
            carry: 1000
          allocation: {policy: ranked, evidenceBar: 0.4, ranks: [levers, platform, tools]}
          leadership: {tenureMonths: {gamma: {shape: 4, mean: 24}}, monthsInPost: 3}
          framework:
            strength: {pert: {low: 0.1, mode: 0.3, high: 0.6}, per: portfolio}
            plannedSpendPerMonth: 20000
          levers:
            capability: {start: 0.2}
            community: {start: {empirical: {values: [0.1, 0.2, 0.4]}}}
            regulation: {plannedSpendPerMonth: 5000, gain: {discrete: [{value: 0.02, weight: 3}, {value: 0.04, weight: 1}]}}
          reference: {alignment: 0.7, evidence: 0.6, stability: 0.85}
          valuation: {discountRate: 0.035, qalyValue: 60000}
          implementingCapacity: {normal: {mean: 20, sd: 4}, truncate: {low: 1}}
          scaledShare: 0.4
          sustainMonths: 6
          seed: 42
          replicationsPerDraw: 2
          sampling: random
          defaultUncertainty: true
          targets:
          - {id: half, initiative: tools, sites: 20, by: 2022-12}
          - {id: cancer-sites, theme: cancer, sites: 5, by: 2023-03}
          defaults:
            sites: {eligible: 12}
            family: imaging
            delivery: {stageMonths: [6, 9, 9, 6], overrun: 1.1}
            adoption: {p: {triangular: {low: 0.002, mode: 0.01, high: 0.03}}, q: {lognormal: {median: 0.4, sigma: 0.3}, per: portfolio}}
          initiatives:
          - id: platform
            stage: validation
            progress: 0.5
            sites: {eligible: 3}
          - id: tools
            count: 4
            theme: cancer
            startMonth: 2020-09
            dependsOn: [{initiative: platform, reached: approval}]
            alignment: {start: {beta: {alpha: 7, beta: 3}}, involvementGain: 0.01}
            quality: {gateDiscrimination: {approval: 0.7}}
            safety: {incidentRate: {mixture: [{weight: 0.9, of: 0.001}, {weight: 0.1, of: {uniform: {low: 0, high: 0.1}}}]}}
          - id: late
            theme: stroke
            stage: adoption
            sites: {eligible: 30, contracting: [1, 2], implementing: 3, live: 4, abandoned: 1}
            leadership: {startsVacant: true}
            funding: {awardCeiling: 2000000}
            value: {siteBenefitPerYear: {empirical: {quantiles: [{probability: 0, value: 1000}, {probability: 0.5, value: 90000}, {probability: 1, value: 200000}]}}}
        scenarios:
        - id: base
          description: what was planned
          events:
          - {id: cut, budget: {from: 2021-04, factor: 0.8}}
          - {id: award, commitSites: {initiative: late, month: 2020-06, count: 3}}
          - {id: gift, grant: {claimant: tools, from: 2021-04, to: 2022-04, amount: 60000}}
          - {id: freeze, openness: {initiatives: [tools], from: 2021-01, to: 2021-07, factor: 0}}
        - id: worse
          extends: base
          set:
            "framework.strength": 0.2
            "initiatives.tools-002.adoption.pushRate": {value: 0.3, source: us, grade: assumption}
            "budget.annual.2020.amount": 3500000
            "defaults.delivery.gateProbability.discovery": 0.5
            "levers.infrastructure": {start: 0.3, decay: 0.02}
          costPerMonth: 1000
          policy: {allocation: leversFirst}
          remove: [freeze]
          events:
          - {id: cut, budget: {from: 2021-04, to: 2022-04, factor: {uniform: {low: 0.3, high: 0.6}}}}
          - {id: departs, leaderDeparts: {posts: [programme, tools], month: 2021-10}}
          - {id: arrives, leaderArrives: {posts: [late], month: 2020-05}}
          - {id: unrest, turnover: {posts: [programme], factor: 2}, yearlyProbability: 0.3, months: 6}
          - {id: law, framework: {month: 2021-01, strength: 0.5}}
          - {id: spend, lever: {lever: community, from: 2021-01, plannedSpendPerMonth: 9000}}
          - {id: settled, grant: {claimant: portfolio, to: 2020-10, amount: {normal: {mean: 5000, sd: 9000}}}}
          - {id: clawed-back, grant: {claimant: community, amount: -2000}, yearlyProbability: 0.3, months: 6}
          - {id: quick, procurement: {factor: 1.2}}
          - {id: later, startInitiative: {initiative: tools-003, month: 2021-02}}
          - {id: stop, stopInitiative: {initiative: tools-004, month: 2022-02}}
          - {id: harm, incident: {initiative: late}, yearlyProbability: {value: 0.1, source: us}, note: drawn}
        """;
}
