using Pulumi;

namespace Infra.Sdk.Tests;

/// <summary>
/// base(type, name, args) is ambiguous in the real package, so it must not compile with the stand-in either: two constructors fit those
/// three arguments.
/// </summary>
public class CompileTraps
{
    [Theory]
    [InlineData(typeof(CustomResource))]
    [InlineData(typeof(ProviderResource))]
    public void ThreeArguments_OfAResourceBase_FitTwoConstructors(Type type) =>
        Assert.Equal(
            2,
            type.GetConstructors()
                .Count(constructor =>
                    constructor.GetParameters()
                        is [{ IsOptional: false }, { IsOptional: false }, { IsOptional: false }, { IsOptional: true }, ..] parameters
                    && parameters[2].ParameterType == typeof(ResourceArgs)
                )
        );
}
