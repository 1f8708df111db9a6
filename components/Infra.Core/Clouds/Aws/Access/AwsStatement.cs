using System.Collections.Immutable;
using Infra.Core.Iam.Templates;

namespace Infra.Core.Clouds.Aws;

/// <summary>A statement of an IAM policy.</summary>
/// <param name="Sid">Letters and digits.</param>
internal sealed record AwsStatement(string Sid, ImmutableArray<string> Actions, ImmutableArray<Term.Text> Resources)
{
    internal bool IsDeny { get; init; }

    /// <summary>Operator, key, values; all must hold.</summary>
    internal ImmutableArray<(string Operator, string Key, ImmutableArray<Term.Text> Values)> Conditions { get; init; } = [];

    /// <summary>The same, if another condition holds as well.</summary>
    internal AwsStatement When(string test, string key, params Term.Text[] values) =>
        this with
        {
            Conditions = Conditions.Add((test, key, [.. values])),
        };

    internal AwsStatement When(string test, string key, string value) => When(test, key, Term.Of(value));

    internal Term.Map Document()
    {
        var entries = ImmutableArray.CreateBuilder<(string, Term)>();
        entries.Add(("Sid", Term.Of(Sid)));
        entries.Add(("Effect", Term.Of(IsDeny ? "Deny" : "Allow")));
        entries.Add(("Action", Term.Of(Actions)));
        entries.Add(("Resource", Term.Of(Resources)));
        if (!Conditions.IsEmpty)
        {
            entries.Add(("Condition", Term.Of([.. Conditions.GroupBy(condition => condition.Operator).Select(Test)])));
        }

        return new Term.Map(entries.ToImmutable());
    }

    internal static Term.Map Policy(IEnumerable<AwsStatement> statements) =>
        Term.Of(("Version", Term.Of("2012-10-17")), ("Statement", Term.Of(statements.Select(statement => (Term)statement.Document()))));

    private static (string, Term) Test(IGrouping<string, (string Operator, string Key, ImmutableArray<Term.Text> Values)> group) =>
        (
            group.Key,
            Term.Of([.. group.Select(one => (one.Key, one.Values is [var single] ? (Term)single : Term.Of(one.Values.Cast<Term>())))])
        );
}
