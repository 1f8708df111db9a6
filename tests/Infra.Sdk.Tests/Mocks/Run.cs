using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Sdk.Tests.Mocks;

/// <summary>Runs a few lines as a Pulumi program, as <c>up</c> by default.</summary>
public static class Run
{
    public static Task<ImmutableArray<Resource>> UpAsync(IMocks mocks, Action program) =>
        Deployment.TestAsync(mocks, new TestOptions { IsPreview = false }, program);

    public static Task<ImmutableArray<Resource>> PreviewAsync(IMocks mocks, Action program) =>
        Deployment.TestAsync(mocks, new TestOptions { IsPreview = true }, program);

    /// <summary>Runs a stack with options, which only a stack class can have.</summary>
    public static Task<ImmutableArray<Resource>> StackAsync(IMocks mocks, StackOptions options, Action program) =>
        Deployment.TestWithServiceProviderAsync<Program>(
            mocks,
            new Factory(() => new Program(options, program)),
            new TestOptions { IsPreview = false }
        );

    /// <summary>The failure of a run; resets the process's exit code, which the run has set.</summary>
    public static async Task<RunException> FailureAsync(Func<Task> run)
    {
        try
        {
            return await Assert.ThrowsAsync<RunException>(run);
        }
        finally
        {
            Environment.ExitCode = 0;
        }
    }

    private sealed class Program : Stack
    {
        public Program(StackOptions options, Action program)
            : base(options) => program();
    }

    private sealed class Factory(Func<object> make) : IServiceProvider
    {
        public object GetService(Type serviceType) => make();
    }
}
