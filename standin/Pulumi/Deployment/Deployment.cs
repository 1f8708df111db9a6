using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>One run of a program. This stand-in runs under mocks only.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<DeploymentInstance?> Ambient = new();

    private readonly ImmutableDictionary<string, string> _config = ConfigEnvironment.Read();

    internal Deployment(MockMonitor monitor, TestOptions? options)
    {
        Monitor = monitor;
        IsDryRun = options?.IsPreview ?? true;
        StackName = options?.StackName ?? "stack";
        ProjectName = options?.ProjectName ?? "project";
        OrganizationName = options?.OrganizationName ?? "organization";
        RootDirectory = options?.RootDirectory;
    }

    /// <exception cref="InvalidOperationException">outside a run.</exception>
    public static DeploymentInstance Instance
    {
        get => Ambient.Value ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");
        internal set =>
            Ambient.Value =
                Ambient.Value == null
                    ? value
                    : throw new InvalidOperationException("Deployment.Instance should only be set once at the beginning of a 'Run' call.");
    }

    internal static Deployment? Current => Ambient.Value?.Inner;

    internal Runner Runner { get; } = new();

    internal MockMonitor Monitor { get; }

    internal bool IsDryRun { get; }

    internal string StackName { get; }

    internal string ProjectName { get; }

    internal string OrganizationName { get; }

    internal string? RootDirectory { get; }

    internal Stack Stack
    {
        get => field ?? throw new InvalidOperationException("Trying to acquire Deployment.Stack before 'Run' was called.");
        set;
    }

    internal string? GetConfig(string key) => _config.GetValueOrDefault(key);
}
