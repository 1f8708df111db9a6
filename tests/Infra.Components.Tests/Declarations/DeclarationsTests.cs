using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Declarations;

/// <summary>
/// What the stacks register matches what the providers declare: every resource of every example stack is constructed in TypeScript with
/// the same inputs, and compiled strictly against the declarations the providers publish. These are generated from the same schema as the
/// NuGet packages, independently of the stand-in in standin/.
/// </summary>
public sealed class DeclarationsTests(DeclarationsFixture fixture) : IClassFixture<DeclarationsFixture>
{
    public static TheoryData<string> Stacks =>
        [
            .. ExampleStacks.Names,
            .. Variant.All.Select(variant => variant.Name),
            .. ExampleStacks.Plain.Select(DeclarationsFixture.Changed),
        ];

    public static IEnumerable<object[]> Controls =>
        NegativeControls.Expected.Select(control => new object[] { control.Name, control.Place, control.Says });

    [SkippableTheory]
    [MemberData(nameof(Stacks))]
    public void Stack_EveryResource_IsAsThePublishedTypesDemand(string stack)
    {
        var problems = fixture.Problems(stack);

        Assert.NotEqual(0, fixture.Uses(stack));
        Assert.True(problems.IsEmpty, $"{problems.Length} in {stack}:\n{string.Join('\n', problems)}");
    }

    [SkippableTheory]
    [MemberData(nameof(Controls))]
    public void Resource_WithSomethingWrong_IsRefusedByName(string control, string place, string says)
    {
        var problems = fixture.Problems(control);

        Assert.All(problems, problem => Assert.StartsWith($"{place}: TS", problem, StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains(says, StringComparison.Ordinal));
    }
}
