using System.Collections.Immutable;
using System.Text.Json;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Projects;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Components.Tests.Testing;

/// <summary>One run of the whole program on mocks, in its own directory.</summary>
/// <param name="LockTextDuring">The lock file when all outputs were evaluated, before the program's end.</param>
/// <param name="LockText">The lock file afterwards.</param>
internal sealed record StackRun(
    ImmutableSortedDictionary<string, Recorded> Resources,
    ProjectStack Stack,
    CloudMocks Mocks,
    string LockTextDuring,
    string LockText
)
{
    /// <summary>What the program said after its end.</summary>
    internal string Said { get; init; } = "";

    internal const string OperatorKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0JOuDeUScX9rSFnxRBKwYkFS8pYTpFRFhAMj3OHiAw";
    internal const string Name = "aws-private";

    /// <summary>The repository, found upwards from the tests' directory.</summary>
    internal static string Repository { get; } = FindRepository();

    internal static string ExampleStack => ExampleStacks.Text(Name);

    internal static string ExampleLock => ExampleStacks.LockText(Name);

    /// <summary>Runs another example unmodified, or edited.</summary>
    /// <param name="replaced">Whether all its nodes have been replaced since.</param>
    internal static Task<StackRun> OfExampleAsync(
        string stack,
        Func<string, string>? edit = null,
        bool preview = false,
        IReadOnlyDictionary<string, string>? config = null,
        Func<ProjectPlan, ProjectPlan>? change = null,
        CloudMocks? mocks = null,
        bool replaced = false
    )
    {
        var (text, locked) = (ExampleStacks.Text(stack), ExampleStacks.LockText(stack));
        text = edit?.Invoke(text) ?? text;
        return OfAsync(
            text,
            replaced ? NextGeneration.Of(text, locked) : locked,
            preview,
            mocks,
            config: config,
            change: change,
            stack: stack
        );
    }

    /// <summary>Runs the AWS example unmodified, or edited.</summary>
    /// <param name="lockText">The lock file's text; empty for none, afterwards as well.</param>
    /// <param name="secrets">The encrypted settings, a JSON list; null: those that must be encrypted.</param>
    /// <param name="change">A change to the compiled plan that no stack file expresses yet.</param>
    /// <param name="ended">Gets the lock file's path when the run is over and has recorded nothing yet; then it may say something.</param>
    internal static async Task<StackRun> OfAsync(
        string? stackText = null,
        string? lockText = null,
        bool preview = false,
        CloudMocks? mocks = null,
        LockMode lockMode = LockMode.Extend,
        IReadOnlyDictionary<string, string>? config = null,
        Func<ProjectPlan, ProjectPlan>? change = null,
        string stack = Name,
        string? secrets = null,
        Action<string>? left = null,
        Action<string>? ended = null
    )
    {
        var directory = Directory.CreateTempSubdirectory("infra-stack-");
        var stacks = directory.CreateSubdirectory("stacks").FullName;
        var lockFile = Path.Combine(stacks, $"{stack}.lock.yaml");
        StackServices? services = null;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(stacks, $"Pulumi.{stack}.yaml"), stackText ?? ExampleStack);
            if (lockText != "")
                await File.WriteAllTextAsync(lockFile, lockText ?? ExampleLock);
            Configure(config ?? DefaultConfig, secrets);

            var (recorder, cloud) = (new Recorder(), mocks ?? new CloudMocks());
            var files = new StackFiles(directory.FullName);
            var context = new StackContext(
                files,
                lockMode,
                recorder.Options,
                change is null ? null : DeploymentCompiler.Compile(change(StackLoader.Load(files, stack, lockMode).Value!.Project))
            );
            services = new StackServices(context);
            var resources = await Deployment.TestWithServiceProviderAsync<ProjectStack>(
                cloud,
                services,
                new TestOptions
                {
                    ProjectName = "infra",
                    StackName = stack,
                    IsPreview = preview,
                }
            );
            var during = await LockTextAsync();
            using var errors = new StringWriter();
            ended?.Invoke(lockFile);
            services.Finish(errors);
            if (ended is null)
                Assert.Equal("", errors.ToString());
            return new StackRun(
                await recorder.ResourcesAsync(cloud),
                resources.OfType<ProjectStack>().Single(),
                cloud,
                during,
                await LockTextAsync()
            )
            {
                Said = errors.ToString(),
            };

            async Task<string> LockTextAsync() => File.Exists(lockFile) ? await File.ReadAllTextAsync(lockFile) : "";
        }
        catch when (left is not null)
        {
            services?.Finish(TextWriter.Null);
            left(await File.ReadAllTextAsync(lockFile));
            throw;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>All nodes of the examples, created from one image.</summary>
    internal static ImmutableDictionary<string, string> RunningFrom(string image) =>
        new[] { "orders-db-1", "orders-db-2", "orders-db-3" }.ToImmutableDictionary(node => node, _ => image);

    internal static IReadOnlyDictionary<string, string> DefaultConfig { get; } =
        new Dictionary<string, string>
        {
            ["infra:operatorPublicKey"] = OperatorKey,
            ["infra:operatorPrivateKey"] = "the operator's private key",
        };

    internal IEnumerable<Recorded> OfType(string type) => Resources.Values.Where(resource => resource.Type == type);

    internal Recorded One(string type, string name) => Resources[$"{type} {name}"];

    private static void Configure(IReadOnlyDictionary<string, string> config, string? secrets)
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", JsonSerializer.Serialize(config));
        Environment.SetEnvironmentVariable(
            "PULUMI_CONFIG_SECRET_KEYS",
            secrets ?? """["infra:operatorPrivateKey","infra:operatorPrivateKeyPassword"]"""
        );
    }

    private static string FindRepository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Infra.sln")))
                return at.FullName;
        }

        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
